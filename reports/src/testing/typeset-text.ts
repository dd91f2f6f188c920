import { fileURLToPath } from 'node:url'
import { chooseFonts, shippedFontFiles } from '../fonts.js'
import { specialReportData } from '../special-report.js'
import type { SpecialReportInput } from '../special-report-input.js'
import { createCompiler } from '../typesetter.js'

const templates = fileURLToPath(new URL('../../templates/', import.meta.url))

export interface TypesetText {
  pages: number
  /** Paragraph by paragraph, table by table: what the typesetter will draw as letters. */
  texts: string[]
  /** Targets of links: web addresses and item labels. */
  links: string[]
}

function compiled(input: SpecialReportInput) {
  const fonts = chooseFonts(() => false)
  const compiler = createCompiler(shippedFontFiles())
  const { result } = compiler.compile({
    mainFilePath: `${templates}special-report.typ`,
    inputs: { data: JSON.stringify(specialReportData(input, fonts)) },
  })
  if (!result) throw new Error('the report did not compile')
  return { compiler, result }
}

/** One line of letters as drawn: where it starts and how many glyphs it has, in points from the page's corner. */
export interface DrawnLine {
  x: number
  y: number
  glyphs: number
}

/** The lines of the report in drawing order, for measuring the grid of the page. */
export function drawnLines(input: SpecialReportInput): DrawnLine[] {
  const { compiler, result } = compiled(input)
  const lines: DrawnLine[] = []
  for (const [, x, y, letters] of compiler
    .plainSvg(result)
    .matchAll(/class="typst-text" transform="matrix\(1 0 0 -1 ([\d.]+) ([\d.]+)\)">([\s\S]*?)<\/g>/g)) {
    const glyphs = letters?.match(/<use /g)?.length ?? 0
    const last = lines.at(-1)
    if (last && last.y === Number(y)) last.glyphs += glyphs
    else lines.push({ x: Number(x), y: Number(y), glyphs })
  }
  return lines
}

/** Reads what was set back from the typesetter: the letters it draws, not the markup it was given. */
export function typesetText(input: SpecialReportInput): TypesetText {
  const { compiler, result } = compiled(input)
  const read = (selector: string): unknown[] => compiler.query(result, { selector })
  return {
    pages: result.numOfPages,
    texts: [...read('par'), ...read('table')].map((element) => lettersOf(element)),
    links: read('link').map((element) => String((element as { dest: unknown }).dest)),
  }
}

function lettersOf(content: unknown): string {
  if (Array.isArray(content)) return content.map(lettersOf).join('')
  if (typeof content !== 'object' || content === null) return ''
  const { func, text, ...rest } = content as { func?: string; text?: unknown }
  if (func === 'text') return String(text).replace(/[\u200b\u2060]/g, '')
  if (func === 'space') return ' '
  return Object.values(rest).map(lettersOf).join('')
}
