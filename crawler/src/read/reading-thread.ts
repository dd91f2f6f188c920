import { parentPort } from 'node:worker_threads'
import { DomainError } from '@huiyin/domain/errors'
import { ExtractError } from '../extract/extract-error.js'
import { type Markup, pageQuestions, type Question, textOf } from './page-reader.js'

/** One page to be read by the thread. */
export interface ReadingOrder {
  question: Question
  page: Markup
  url: string
  rest: unknown[]
}

/** What the thread answers; an error that says something of the page crosses with its code. */
export type ReadingAnswer =
  | { ok: true; answer: unknown }
  | { ok: false; extract: boolean; code: string; url: string; message: string }

function read({ question, page, url, rest }: ReadingOrder): ReadingAnswer {
  try {
    const answer = pageQuestions[question] as (text: string, ...rest: unknown[]) => unknown
    return { ok: true, answer: answer(textOf(page, url), ...rest) }
  } catch (error) {
    if (error instanceof ExtractError)
      return { ok: false, extract: true, code: error.code, url: error.url, message: error.message }
    // Tags nested too deep for any reader.
    if (error instanceof RangeError)
      return {
        ok: false,
        extract: true,
        code: 'nested',
        url,
        message: '页面层层嵌套，无法解析，已跳过：请打开网址核对',
      }
    const message = error instanceof DomainError || error instanceof Error ? error.message : String(error)
    return { ok: false, extract: false, code: 'internal', url, message }
  }
}

parentPort?.on('message', (order: ReadingOrder) => parentPort?.postMessage(read(order)))
