import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { DomainError } from '@huiyin/domain/errors'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { chooseFonts, type ReportFonts, shippedFontFiles } from './fonts.js'

/** The report could not be set; the message says what to do, `detail` carries the typesetter's own words. */
export class TypesettingFailed extends DomainError {
  override readonly name = 'TypesettingFailed'
}

export interface Typesetter {
  readonly fonts: ReportFonts
  /** `data` reaches the template as JSON only: text of a page is never part of the markup. */
  pdf(template: string, data: unknown): Buffer
}

const templates = fileURLToPath(new URL('../templates/', import.meta.url))

let shared: Typesetter | undefined

/** One typesetter a process: creating it reads 40 MB of fonts, setting a short report then takes some 30 ms. */
export function typesetter(): Typesetter {
  shared ??= createTypesetter()
  return shared
}

export function createTypesetter(): Typesetter {
  const compiler = createCompiler(shippedFontFiles())
  const fonts = chooseFonts((family) => knowsFamily(compiler, family))
  return {
    fonts,
    pdf(template, data) {
      try {
        const compiled = compiler.compile({
          mainFilePath: `${templates}${template}`,
          inputs: { data: JSON.stringify(data) },
        })
        const { result } = compiled
        if (!result) throw failed(template, compiled.takeDiagnostics()?.shortDiagnostics ?? [])
        return compiler.pdf(result)
      } finally {
        // Results of the last few reports stay cached; older ones are let go, else memory grows with each.
        compiler.evictCache(3)
      }
    },
  }
}

/** A compiler that sees the templates, the fonts of the machine and `fontFiles`. */
export function createCompiler(fontFiles: readonly Buffer[]): NodeCompiler {
  try {
    // Loaded here and not at the top: a machine without the binary can still run everything but PDF.
    const { NodeCompiler: Compiler } = createRequire(import.meta.url)(
      '@myriaddreamin/typst-ts-node-compiler',
    ) as typeof import('@myriaddreamin/typst-ts-node-compiler')
    return Compiler.create({ workspace: templates, fontArgs: [{ fontBlobs: [...fontFiles] }] })
  } catch (cause) {
    throw new TypesettingFailed(
      '排版程序无法启动，不能导出 PDF：请重新运行 npm start 补齐依赖；仍不行时，说明本机系统没有对应的 Typst 程序包',
      { cause: String(cause) },
    )
  }
}

/** Whether the compiler finds a face by this name; it warns of an unknown one and would set another. */
export function knowsFamily(compiler: NodeCompiler, family: string): boolean {
  const probe = compiler.compile({
    mainFileContent: '#text(font: sys.inputs.family)[回音]',
    inputs: { family },
  })
  return probe.result !== null && probe.takeWarnings() === null
}

function failed(template: string, diagnostics: readonly unknown[]): TypesettingFailed {
  return new TypesettingFailed('专报排版失败，没有生成文件：请把日志中的排版错误交给运维人员', {
    template,
    diagnostics,
  })
}
