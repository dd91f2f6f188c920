import type { DisclosureMark } from '@huiyin/domain/document-disclosure'

/** One signature as it was given. */
export interface SheetSignature {
  readonly level: 'first' | 'second' | 'final'
  readonly passed: boolean
  readonly by: string
  readonly roleWords: string
  readonly at: Date
  /** The version it was given to. */
  readonly version: number
  readonly remarks: string
}

/** Everything a 审签单 is written from: the text, who signed it, and nothing else. */
export interface DraftSheetInput {
  readonly jurisdiction: string
  /** True: every page is marked 演示. */
  readonly demonstration: boolean
  readonly caseNumber: number
  readonly caseTitle: string
  readonly gradeWords: string
  /** 公开属性 of the text; null while nobody chose. */
  readonly disclosure: DisclosureMark | null
  /** 回应稿, 专报, 降级审签. */
  readonly kindWords: string
  /** Form of the response; empty for what is not one. */
  readonly formWords: string
  /** Which text of the case it is, from 1. */
  readonly serial: number
  readonly title: string
  readonly text: string
  readonly version: number
  readonly author: string
  readonly unit: string
  readonly submittedAt: Date | null
  readonly approvedAt: Date | null
  /** In the order they were given, returns included. */
  readonly signatures: readonly SheetSignature[]
  /** What other organs said to the words about them. */
  readonly organs: readonly { readonly name: string; readonly words: string }[]
  readonly publication: { readonly at: Date; readonly reference: string } | null
  readonly printedAt: Date
}
