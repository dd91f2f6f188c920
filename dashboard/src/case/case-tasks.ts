import type { CaseAction } from '@huiyin/domain/case-action'
import { standing } from '@huiyin/domain/case-replay'
import type { CaseFileView } from '@huiyin/domain/http/case-files'
import { timeWords } from '../format/time.js'

/** Something somebody was asked within a case, and what came of it. */
export interface CaseTask {
  /** Number of the entry that asked. */
  readonly id: number
  /** Who was asked what kind of thing, by when. */
  readonly head: string
  readonly text: string
  /** Not answered in time. */
  readonly isLate: boolean
  /** What it waits for; null once it is answered. */
  readonly waits: string | null
  readonly answer: { readonly head: string; readonly text: string } | null
}
type History = Pick<CaseFileView, 'actions' | 'unitNames'>
type Answer = Extract<CaseAction, { kind: 'fed-back' | 'interpreted' }>

/** The entry that answers another, if any stands. */
function answerTo(id: number, entries: CaseFileView['actions']) {
  const isAnswer = (action: CaseAction): action is Answer =>
    (action.kind === 'fed-back' || action.kind === 'interpreted') && action.actionId === id
  return entries.flatMap(({ action, at }) => (isAnswer(action) ? [{ action, at: new Date(at) }] : []))[0]
}

/** 领导批示 that stand: who asked whom, and the feedback. */
export function instructionsOf({ actions, unitNames }: History, now: Date): CaseTask[] {
  const entries = standing(actions)
  return entries.flatMap(({ id, action, at }) => {
    if (action.kind !== 'instructed') return []
    const { by, unitCode, limitAt, text } = action
    const answer = answerTo(id, entries)
    const limit = limitAt === undefined ? null : new Date(limitAt)
    const isLate = limit !== null && limit < (answer?.at ?? now)
    const to = unitCode ? (unitNames[unitCode] ?? unitCode) : '值班室'
    return [
      {
        id,
        head: `${by} 批 ${to} · ${timeWords(new Date(at), now)}`,
        text,
        isLate,
        waits: answer
          ? null
          : limit
            ? `${timeWords(limit, now)} 前反馈${isLate ? '，已超期' : ''}`
            : '待反馈',
        answer:
          answer?.action.kind === 'fed-back'
            ? { head: `${timeWords(answer.at, now)} 反馈`, text: answer.action.text }
            : null,
      },
    ]
  })
}

/** 政策解读 that stand: which policy, by whom, and where it was published. */
export function interpretationsOf({ actions, unitNames }: History, now: Date): CaseTask[] {
  const entries = standing(actions)
  return entries.flatMap(({ id, action }) => {
    if (action.kind !== 'interpretation-asked') return []
    const { unitCode, limitAt, policy } = action
    const answer = answerTo(id, entries)
    const limit = new Date(limitAt)
    const isLate = limit < (answer?.at ?? now)
    return [
      {
        id,
        head: `${unitNames[unitCode] ?? unitCode} 解读 · 限 ${timeWords(limit, now)}`,
        text: policy,
        isLate,
        waits: answer ? null : `待发布${isLate ? '，已超期' : ''}`,
        answer:
          answer?.action.kind === 'interpreted'
            ? { head: `${timeWords(answer.at, now)} 发布`, text: answer.action.reference }
            : null,
      },
    ]
  })
}
