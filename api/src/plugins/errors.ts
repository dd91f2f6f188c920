import { DomainError, InvalidInput } from '@huiyin/domain/errors'
import type { Problem } from '@huiyin/domain/http/common'
import { wordSchemaProblems } from '@huiyin/domain/schema-words'
import type { FastifyError, FastifyReply } from 'fastify'
import type { Api } from '../deps.js'
import { TooManyRequests } from '../http-errors.js'

/** Domain errors as HTTP says them; a name that is not here is ours to explain and becomes 500. */
const statusOf: Readonly<Record<string, number>> = {
  InvalidInput: 400,
  Unauthenticated: 401,
  CodeRequired: 401,
  Forbidden: 403,
  DutyFirst: 403,
  NotFound: 404,
  IllegalTransition: 409,
  Conflict: 409,
  Gone: 410,
  PreconditionFailed: 412,
  TooLarge: 413,
  TooManyRequests: 429,
  RetryLater: 503,
  Unavailable: 503,
  OriginalUnreadable: 503,
  AuditRefused: 503,
}

/** What Fastify itself refuses, in words. */
const titleOf: Readonly<Record<number, string>> = {
  400: '请求内容有误，请检查后重试',
  404: '没有这个地址',
  405: '这个地址不支持该操作',
  408: '请求超时，请重试',
  413: '提交的内容过大，没有保存：请精简后重试，长材料请作为附件上传',
  414: '地址过长',
  415: '请以 JSON 格式提交',
  429: '请求过于频繁，请稍后重试',
  431: '请求头过大',
}

const internal = '系统内部错误，操作未完成。请稍后重试；如仍出现，请把发生时间告诉系统管理员'
const databaseGone = '数据库暂时没有响应，操作未完成，请稍后重试'

/** Connection trouble as node and PostgreSQL name it: not our fault in code, and it passes. */
const connectionCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '53300'])

const kebab = (name: string) => name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()

/** Sends RFC 9457 problem details. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .serializer((payload: Problem) => JSON.stringify(payload))
    .send(problem)
}

function problemOf(error: FastifyError | DomainError): Problem {
  if (error instanceof DomainError) {
    const status = statusOf[error.name]
    if (status === undefined) return { type: 'urn:huiyin:problem:internal', title: internal, status: 500 }
    return {
      type: `urn:huiyin:problem:${kebab(error.name)}`,
      title: error.message,
      status,
      ...(error instanceof InvalidInput && error.fields.length > 0 ? { fields: [...error.fields] } : {}),
    }
  }
  if (error.validation) {
    const fields = wordSchemaProblems(
      error.validation.map(({ instancePath, ...rest }) => ({
        ...rest,
        field: instancePath.slice(1).replaceAll('/', '.'),
      })),
    )
    const named = fields.map(({ field, message }) => (field ? `${field} ${message}` : message)).join('；')
    return { type: 'urn:huiyin:problem:invalid-input', title: `填写有误：${named}`, status: 400, fields }
  }
  if (error.code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error instanceof SyntaxError)
    return { type: 'urn:huiyin:problem:invalid-input', title: '提交的内容不是有效的 JSON', status: 400 }
  if (connectionCodes.has(error.code))
    return { type: 'urn:huiyin:problem:unavailable', title: databaseGone, status: 503 }
  const status = error.statusCode ?? 500
  const title = status < 500 ? (titleOf[status] ?? '请求无法处理') : internal
  return { type: status < 500 ? 'about:blank' : 'urn:huiyin:problem:internal', title, status }
}

/** Maps every error once; no stack and no driver's words leave the process. */
export function answerErrors(app: Api): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = problemOf(error)
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed')
    if (error instanceof TooManyRequests) reply.header('retry-after', error.afterSeconds)
    return sendProblem(reply, problem)
  })
}
