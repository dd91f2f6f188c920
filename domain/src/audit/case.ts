import { caseActionLabel } from '../case-action.js'
import { type CaseMove, caseMoves } from '../case-moves.js'

const moveLabel = Object.fromEntries(
  Object.keys(caseMoves).map((kind) => [`case.${kind}`, caseActionLabel[kind as CaseMove]]),
) as Record<`case.${CaseMove}`, string>

/** Case files: every move under its own name, their letters and papers. */
export const caseLabel = {
  ...moveLabel,
  'case.letter-read': '打印交办单、督办单',
  'case.taken-over': '接管编辑',
  'attachment.added': '上传附件',
  'attachment.read': '下载附件',
  'attachment.removed': '移除附件',
} as const
