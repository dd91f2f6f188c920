import type { DisclosureMark } from '@huiyin/domain/document-disclosure'

/** One clock as it stood when the letter was issued. */
export interface LetterClock {
  readonly name: string
  readonly document: string
  readonly clause: string
  readonly dueAt: Date
  /** The arithmetic, step by step. */
  readonly steps: readonly string[]
  readonly provisional: string | null
}

/** Everything a letter is written from: data of the case and nothing else. */
export interface CaseLetterInput {
  readonly kind: 'dispatch' | 'supervise'
  readonly jurisdiction: string
  /** What was registered (依申请公开, 网上留言 …); null for public opinion. */
  readonly matter: string | null
  /** True: every page is marked 演示. */
  readonly demonstration: boolean
  readonly caseNumber: number
  /** Which letter of this kind it is in this case, from 1. */
  readonly serial: number
  readonly issuedAt: Date
  /** Who issued it, as the history names him. */
  readonly issuedBy: string
  readonly unit: { readonly name: string; readonly phone: string | null }
  readonly assisting: readonly string[]
  readonly title: string
  /** 摘要 as judged, personal data masked. */
  readonly gist: string
  readonly gradeWords: string
  /** What is asked for, as it was written with the action; empty when nothing was. */
  readonly demand: string
  /** The limit of a 督办. */
  readonly limitAt: Date | null
  readonly clocks: readonly LetterClock[]
  /** 公开属性 as it was chosen with the letter; what the rules propose when nobody did. */
  readonly disclosure: DisclosureMark | null
  /** The matter accuses a unit: nothing of it is public. */
  readonly walled: boolean
}
