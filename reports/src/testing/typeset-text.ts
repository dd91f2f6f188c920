import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { findReportFonts } from '../fonts.js'
import { specialReportData } from '../special-report.js'
import type { SpecialReportInput } from '../special-report-input.js'

const { NodeCompiler } = createRequire(import.meta.url)(
  '@myriaddreamin/typst-ts-node-compiler',
) as typeof import('@myriaddreamin/typst-ts-node-compiler')

const templates = fileURLToPath(new URL('../../templates/', import.meta.url))

export interface TypesetText {
  pages: number
  /** Paragraph by paragraph, table by table: what the typesetter will draw as letters. */
  texts: string[]
  /** Targets of links: web addresses and item labels. */
  links: string[]
}

/** Reads what was set back from the typesetter: the letters it draws, not the markup it was given. */
export function typesetText(input: SpecialReportInput): TypesetText {
  const fonts = findReportFonts([])
  const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: [...fonts.blobs] }] })
  const { result } = compiler.compile({
    mainFilePath: `${templates}special-report.typ`,
    inputs: { data: JSON.stringify(specialReportData(input, fonts)) },
  })
  if (!result) throw new Error('the report did not compile')
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
