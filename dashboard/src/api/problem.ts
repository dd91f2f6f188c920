import type { Problem } from '@huiyin/domain/http/common'

/** A refusal of the server, in words fit to show; status 0 means no answer came at all. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string | undefined = undefined,
    readonly fields: readonly { field: string; message: string }[] = [],
    readonly type: string = 'about:blank',
  ) {
    super(title)
  }
}

/** Said when the server answers without problem details, by what the person can do about it. */
function titleOfStatus(status: number): string {
  if (status === 401) return '登录已失效，请重新登录'
  if (status === 403) return '您的角色不能进行此操作'
  if (status === 404) return '没有找到，或您无权查看'
  if (status === 409 || status === 412) return '内容已被他人更新，请刷新后再操作'
  if (status === 413) return '内容过大，服务器未接受'
  if (status === 429) return '操作过于频繁，请稍候再试'
  if (status === 502 || status === 503 || status === 504) return '服务正在启动或暂不可用，请稍候再试'
  return `服务器未能完成请求（${status}），请稍候重试；多次出现请联系系统管理员`
}

/** The error for a failed answer; `body` is whatever JSON came with it. */
export function problemOf(status: number, body: unknown): ApiProblem {
  const said = typeof body === 'object' && body !== null ? (body as Partial<Problem>) : {}
  return new ApiProblem(
    status,
    typeof said.title === 'string' && said.title !== '' ? said.title : titleOfStatus(status),
    typeof said.detail === 'string' ? said.detail : undefined,
    Array.isArray(said.fields) ? said.fields : [],
    typeof said.type === 'string' ? said.type : undefined,
  )
}

const isOf = (error: unknown, kind: string): boolean =>
  error instanceof ApiProblem && error.type === `urn:huiyin:problem:${kind}`

/** The password was right and the second factor is still to come. */
export const asksForCode = (error: unknown): boolean => isOf(error, 'code-required')

/** Something must be done first: a new password, a second factor. */
export const asksForDuty = (error: unknown): boolean => isOf(error, 'duty-first')

/** Any failure in words a person can act on. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof ApiProblem)) return '页面出现错误，请刷新后重试'
  const detail = error.detail && error.detail !== error.title ? `：${error.detail}` : ''
  const fields = error.fields
    .map((field) => field.message)
    .filter((message) => !error.title.includes(message))
  return `${error.title}${detail}${fields.length > 0 ? `（${fields.join('；')}）` : ''}`
}
