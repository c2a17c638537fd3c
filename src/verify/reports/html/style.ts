/** The page's own style. Two colours carry meaning, and never alone: each mark is a sign too. */
export const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
  --paper: light-dark(#f6f7f5, #0f1312); --sheet: light-dark(#ffffff, #161b1a); --sunk: light-dark(#eef0ed, #1c2221);
  --ink: light-dark(#15191b, #e9eeeb); --soft: light-dark(#4c565a, #a9b4b0); --line: light-dark(#d5dad7, #303938);
  --good: light-dark(#0b6b55, #55cfaa); --good-wash: light-dark(#e4f1ec, #142c25);
  --bad: light-dark(#a8271d, #ff9488); --bad-wash: light-dark(#fbe9e6, #371a17);
  --doubt: light-dark(#7d5600, #e3bd5f); --doubt-wash: light-dark(#faf0d7, #2e2613);
  --note: light-dark(#2a559c, #92b6f2); --note-wash: light-dark(#e8eef8, #18243a);
  --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere }
header, main { max-width: 68rem; margin: 0 auto; padding: 0 1.5rem }
header { padding-top: 2rem } main { padding-bottom: 4rem }
h1 { margin: 0 0 .75rem; font-size: 1.05rem; font-weight: 600; letter-spacing: .01em; color: var(--soft) }
h2 { margin: 2.75rem 0 .75rem; font-size: 1.2rem } h3 { margin: 0; font-size: 1rem } h4 { margin: 0; font-size: .95rem }
p { margin: .4rem 0 } a { color: inherit } code, pre { font-family: var(--mono); font-size: .875em }
pre { margin: .5rem 0; padding: .6rem .8rem; border-radius: 6px; background: var(--sunk); white-space: pre-wrap }
:focus-visible { outline: 2px solid light-dark(#1a5fd0, #8ab4ff); outline-offset: 2px }
.soft { color: var(--soft) } .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.conclusion { display: flex; gap: .75rem; align-items: baseline; margin: 0; padding: .9rem 1.1rem; border-radius: 8px; font-size: 1.3rem; font-weight: 600; line-height: 1.35 }
.conclusion.proven { color: var(--good); background: var(--good-wash) } .conclusion.failed { color: var(--bad); background: var(--bad-wash) }
.conclusion.flawed, .conclusion.open { color: var(--doubt); background: var(--doubt-wash) }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.25rem; margin: .9rem 0 0 }
.facts dt { color: var(--soft) } .facts dd { margin: 0; min-width: 0 }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0 0 .75rem; padding: 0; list-style: none; color: var(--soft) }
table { width: 100%; border-collapse: separate; border-spacing: 0; table-layout: fixed; background: var(--sheet); border: 1px solid var(--line); border-radius: 8px }
th { text-align: left; font-weight: 400; vertical-align: top } thead th { padding: .6rem .75rem; font-weight: 600 }
thead th.name { width: 30% } thead small { display: block; color: var(--soft); font-weight: 400 }
thead tr > * { position: sticky; top: 0; background: var(--sheet); border-bottom: 1px solid var(--line); border-radius: 8px 8px 0 0 }
tbody th.group { padding: 1.1rem .75rem .3rem; font-weight: 600 } tbody tr + tr > * { border-top: 1px solid var(--line) } tbody tr:first-child + tr > * { border-top: 0 }
tbody th { padding: .45rem .75rem } tbody th small { display: block; color: var(--soft) } td { padding: 0; vertical-align: top }
td > * { display: flex; gap: .5em; padding: .45rem .75rem; text-decoration: none } td a:hover { text-decoration: underline }
.mark { flex: none; width: 1em; text-align: center; font-weight: 700 }
.passed .mark { color: var(--good) } .failed .mark, .hung .mark { color: var(--bad) } .observed .mark { color: var(--note) } .unproven .mark { color: var(--doubt) } .skipped { color: var(--soft) }
td.failed, td.hung { background: var(--bad-wash) } td.unproven { background: var(--doubt-wash) }
article, details { margin: .75rem 0; padding: .9rem 1.1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--sheet) }
article { border-left: 4px solid var(--bad) } article ul, section > ul { margin: .5rem 0; padding-left: 1.2rem } article li ul { margin: .15rem 0 }
summary { cursor: pointer } summary h3 { display: inline } summary .tally { float: right; margin-left: 1rem; letter-spacing: .15em }
.cell h4 { display: flex; gap: .4em } .cell { margin-top: 1rem; padding-top: .9rem; border-top: 1px solid var(--line); scroll-margin-top: 1rem } .cell:target h4 { text-decoration: underline; text-underline-offset: 4px }
.cell .facts { margin-top: .4rem; font-size: .93em }
@media (max-width: 48rem) {
  header, main { padding-left: 1rem; padding-right: 1rem } .conclusion { font-size: 1.1rem } .facts { grid-template-columns: 1fr; gap: 0 } .facts dd { margin-bottom: .35rem }
  table, thead, tbody { display: block } tr { display: flex; flex-wrap: wrap } tr > * { flex: 1 1 1%; min-width: 0 } tr > th.name, tbody th { flex: 0 0 100% }
  thead { position: sticky; top: 0 } thead tr > * { position: static } thead th { padding: .4rem .5rem; font-size: .87rem } thead th.name { display: none }
  td > * { flex-direction: column; gap: 0; padding: .2rem .5rem .5rem; font-size: .84rem; line-height: 1.3 } .mark { text-align: left } tbody td, tbody tr + tr > td { border-top: 0 }
}
@media print { body { background: #fff } thead tr > * { position: static } details, article { break-inside: avoid } }
`
