import { DomainError } from '@huiyin/domain/errors'

/** A page was read but does not hold what the definition expects. */
export class ExtractError extends DomainError {
  override readonly name = 'ExtractError'
  constructor(
    /** `selector`, `empty`, `charset` or `feed`. */
    readonly code: string,
    readonly url: string,
    message: string,
  ) {
    super(message, { code, url })
  }
}

export const noMatch = (field: string, css: string, url: string) =>
  new ExtractError(
    'selector',
    url,
    `选择器 ${field} = ${css} 在页面上找不到内容：页面可能改版，请打开网址核对后修改信源定义`,
  )
