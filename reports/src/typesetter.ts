import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { DomainError } from '@huiyin/domain/errors'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { findReportFonts, type ReportFonts } from './fonts.js'

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

/** One compiler a process: creating it reads 40 MB of fonts, setting a report then takes some 20 ms. */
export function typesetter(): Typesetter {
  shared ??= createTypesetter(findReportFonts())
  return shared
}

export function createTypesetter(fonts: ReportFonts): Typesetter {
  const compiler = createCompiler(fonts)
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

function createCompiler(fonts: ReportFonts): NodeCompiler {
  try {
    // Loaded here and not at the top: a machine without the binary can still run everything but PDF.
    const { NodeCompiler: Compiler } = createRequire(import.meta.url)(
      '@myriaddreamin/typst-ts-node-compiler',
    ) as typeof import('@myriaddreamin/typst-ts-node-compiler')
    return Compiler.create({ workspace: templates, fontArgs: [{ fontBlobs: [...fonts.blobs] }] })
  } catch (cause) {
    throw new TypesettingFailed(
      '排版程序无法启动：请重新运行安装命令，确认本机系统有对应的 Typst 程序包后再导出 PDF',
      { cause: String(cause) },
    )
  }
}

function failed(template: string, diagnostics: readonly unknown[]): TypesettingFailed {
  return new TypesettingFailed('专报排版失败，没有生成文件：请把日志中的排版错误交给运维人员', {
    template,
    diagnostics,
  })
}
