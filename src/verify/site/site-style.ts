/** What the index has beside the style of a report. */
export const siteStyle = `
.clients th a { font-weight: 600 } .outcome { font-weight: 600 } .group-name { display: none }
.outcome.proven { color: var(--good) } .outcome.failed, .outcome.not-run { color: var(--bad) } .outcome.flawed, .outcome.open { color: var(--doubt) }
tbody th small.outcome { color: inherit } tbody th small.proven { color: var(--good) } tbody th small.failed, tbody th small.not-run { color: var(--bad) } tbody th small.flawed, tbody th small.open { color: var(--doubt) }
@media (min-width: 48.01rem) { .clients thead th { font-size: .87rem } } .clients tbody tr:first-child + tr > * { border-top: 1px solid var(--line) }
ul.names, article ul.names { display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin: .3rem 0 0; padding: 0; list-style: none }
.scenarios dt { margin-top: .7rem } .scenarios dd { margin: .1rem 0 0 }
.back { margin: 0 0 .5rem }
@media (max-width: 48rem) { .clients thead { display: none } .clients tr > td { flex: 0 0 50% } .group-name { display: inline } .clients td > * { flex-direction: row; gap: .5em } }
`
