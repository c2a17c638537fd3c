import type { MatrixOutcome } from '../../model/verify-matrix.ts'
import { outcomeWords } from '../../model/verify-words/matrix-outcome.ts'

const label = 'fourport verify'

/** Dark enough for white text on each (WCAG 2.2 §1.4.3), and as shields.io names them. */
const colours: Readonly<Record<MatrixOutcome, readonly [own: string, shields: string]>> = {
  proven: ['#0b6b55', 'brightgreen'],
  flawed: ['#5b6b00', 'green'],
  failed: ['#a8271d', 'red'],
  open: ['#7d5600', 'yellow'],
  'not-run': ['#555555', 'lightgrey'],
}

/** Pixels: about what a character of 11 pixels takes. The text is fitted into it, whatever the font. */
const characterWidth = 6.5
const padding = 8

/** A badge that needs no font and no server. */
export function badgeSvg(outcome: MatrixOutcome): string {
  const word = outcomeWords[outcome]
  const [left, right] = [label, word].map((text) => Math.round(text.length * characterWidth))
  const [labelWidth, wordWidth] = [left! + 2 * padding, right! + 2 * padding]
  const width = labelWidth + wordWidth
  const text = (x: number, length: number, said: string): string =>
    `<text x="${x}" y="14" textLength="${length}" lengthAdjust="spacingAndGlyphs">${said}</text>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="${label}: ${word}"><title>${label}: ${word}</title>
<clipPath id="r"><rect width="${width}" height="20" rx="3"/></clipPath>
<g clip-path="url(#r)"><rect width="${labelWidth}" height="20" fill="#333"/><rect x="${labelWidth}" width="${wordWidth}" height="20" fill="${colours[outcome][0]}"/></g>
<g fill="#fff" font-family="Verdana, 'DejaVu Sans', sans-serif" font-size="11">${text(padding, left!, label)}${text(labelWidth + padding, right!, word)}</g>
</svg>
`
}

/** The same for an endpoint badge of shields.io, or of what speaks like it. */
export function badgeJson(outcome: MatrixOutcome): string {
  const badge = { schemaVersion: 1, label, message: outcomeWords[outcome], color: colours[outcome][1] }
  return `${JSON.stringify(badge)}\n`
}
