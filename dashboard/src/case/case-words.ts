import {
  type CaseAction,
  type CaseActionOf,
  escalationLabel,
  measureLabel,
  transferLabel,
  visitLabel,
} from '@huiyin/domain/case-action'
import type { CaseFileView } from '@huiyin/domain/http/case-files'
import { accusedCheckedLabel } from '@huiyin/domain/judgement'
import { evidenceLabel } from '@huiyin/domain/regime'
import { draftKindLabel, draftStepLabel, reviewLevelLabel } from '@huiyin/domain/review'
import { toShanghaiText } from '@huiyin/domain/shanghai'
import { clockWords } from '../format/clock-actions.js'
import { dueChangeWords } from '../format/due-change.js'

type Known = Pick<CaseFileView, 'unitNames' | 'deadlines' | 'actions'>

const at = (instant: string): string => toShanghaiText(new Date(instant))
const withNote = (words: string, note: string | undefined): string => (note ? `${words}：${note}` : words)

/** What happened to a text: 回应稿《…》 初审退回修改：补充停水时间. */
const reviewWords = ({ draftKind, title, step, level, remarks }: CaseActionOf<'reviewed'>): string =>
  withNote(
    `${draftKindLabel[draftKind]}《${title}》${level ? reviewLevelLabel[level] : ''}${draftStepLabel[step]}`,
    remarks,
  )

/** What was put right: old and new value, the clocks counted anew, why. */
function correctionWords(
  { changes, clocks, reason, askedBy }: CaseActionOf<'corrected'>,
  { deadlines }: Known,
): string {
  const fields = changes.map(({ label, from, to }) =>
    from === undefined && to === undefined
      ? `${label}（原内容已保存）`
      : `${label}由“${from ?? '未填'}”改为“${to ?? '未填'}”`,
  )
  const dates = clocks.map(({ timerCode, from, to }) => {
    const name = deadlines.find(({ code }) => code === timerCode)?.name ?? timerCode
    return `“${name}”${dueChangeWords(from, to)}`
  })
  return `${[...fields, ...dates].join('；')}。理由：${reason}${askedBy ? `（${askedBy}申请）` : ''}`
}

const withCheck = (words: string, checked: true | undefined): string =>
  checked ? `${words}（${accusedCheckedLabel}）` : words

/** What an action says beyond its name. */
export function caseWords(action: CaseAction, file: Known): string {
  const nameOf = (code: string | undefined): string =>
    code === undefined ? '' : (file.unitNames[code] ?? code)
  switch (action.kind) {
    case 'accepted':
      return action.reason ?? ''
    case 'dispatched':
      return withCheck(withNote(nameOf(action.unitCode), action.note), action.accusedChecked)
    case 'assisted':
      return withCheck(
        withNote(
          action.unitCodes.length === 0 ? '不再安排协办单位' : action.unitCodes.map(nameOf).join('、'),
          action.note,
        ),
        action.accusedChecked,
      )
    case 'received':
      return nameOf(action.unitCode)
    case 'contributed':
      return `${nameOf(action.unitCode)}：${action.text}`
    case 'returned':
      return `${nameOf(action.unitCode)}，依据${action.basis}：${action.reason}`
    case 'arbitrated':
      return `${action.upheld ? '同意' : '不同意'}${nameOf(action.unitCode)}退单：${action.reason}`
    case 'transferred':
      return withCheck(
        `转${transferLabel[action.direction]}${action.destination}，文号 ${action.documentNumber}：${action.reason}`,
        action.accusedChecked,
      )
    case 'supervised':
      return `限 ${at(action.limitAt)} 前：${action.note}`
    case 'escalated':
      return `报${escalationLabel[action.to]}：${action.reason}`
    case 'responded':
      return `${evidenceLabel[action.evidence.kind]}：${action.evidence.summary}（${action.evidence.reference}）`
    case 'explained':
      return `${nameOf(action.unitCode)}：${action.reason}`
    case 'consulted':
      return `${at(action.at)} 在${action.place}，${action.participants.join('、')}参加。结论：${action.conclusions}`
    case 'instructed':
      return `${action.by}批${action.unitCode ? nameOf(action.unitCode) : '值班室'}：${action.text}${action.limitAt ? `（${at(action.limitAt)} 前反馈）` : ''}`
    case 'fed-back':
      return action.text
    case 'interpretation-asked':
      return withNote(
        `请${nameOf(action.unitCode)}解读${action.policy}（${at(action.limitAt)} 前发布）`,
        action.note,
      )
    case 'interpreted':
      return `${action.text}（${action.reference}）`
    case 'measured':
      return `${measureLabel[action.measure]}${nameOf(action.unitCode)}${action.documentNumber ? `（${action.documentNumber}）` : ''}：${action.text}`
    case 'noted':
      return action.note
    case 'closed':
      return action.conclusion
    case 'visited':
      return withNote(`${action.means}，${visitLabel[action.result]}`, action.note)
    case 'archived':
      return action.note ?? ''
    case 'reopened':
      return action.reason
    case 'merged':
      return `并入第 ${action.intoNumber} 号：${action.reason}`
    case 'absorbed':
      return `第 ${action.fromNumber} 号并入本案：${action.reason}`
    case 'released':
      return `第 ${action.fromNumber} 号重新办理，不再并案`
    case 'split':
      return `分出第 ${action.childNumber} 号“${action.matter}”：${action.reason}`
    case 'split-off':
      return `由第 ${action.parentNumber} 号分出“${action.matter}”：${action.reason}`
    case 'reviewed':
      return reviewWords(action)
    case 'corrected':
      return correctionWords(action, file)
    case 'attached':
    case 'detached':
      return action.name
    case 'undone':
      return ''
    default:
      return clockWords(action, file.deadlines)
  }
}
