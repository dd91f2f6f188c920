import { type Static, type TProperties, Type } from 'typebox'
import { DeadlineEvidence } from './case-evidence.js'
import { clockActionBodies, clockActionLabel } from './clock-action.js'
import { DisclosureMark } from './document-disclosure.js'
import { oneOf } from './literal.js'
import { draftKinds, draftSteps, reviewLevels } from './review.js'

/** The longest free text of one action; longer matter belongs into an attachment. */
export const longestText = 2000

const body = <Fields extends TProperties>(fields: Fields) =>
  Type.Object(fields, { additionalProperties: false })
const text = Type.String({ minLength: 2, maxLength: longestText, pattern: '\\S' })
const line = Type.String({ minLength: 2, maxLength: 200, pattern: '\\S' })
const unit = Type.String({ minLength: 1, maxLength: 80 })
const instant = Type.String({ format: 'date-time' })
const entry = Type.Integer({ minimum: 1 })
/** 已核对: it accuses somebody whom the directory does not tell, and whoever it goes to is not the accused one. */
export const accusedChecked = Type.Optional(Type.Literal(true))

export const transferDirections = ['up', 'sideways', 'other-level'] as const
export type TransferDirection = (typeof transferDirections)[number]
export const transferLabel: Record<TransferDirection, string> = {
  up: '上级机关',
  sideways: '其他县（市、区）',
  'other-level': '其他层级主管部门',
}

export const escalationTargets = ['deputy-leader', 'leader', 'superior'] as const
export type EscalationTarget = (typeof escalationTargets)[number]
export const escalationLabel: Record<EscalationTarget, string> = {
  'deputy-leader': '分管领导',
  leader: '主要领导',
  superior: '上级机关',
}

/** 梅河口 四(五); 北仑 三: recorded when a person has done it, never taken by the program. */
export const measures = ['notice', 'interview', 'accountability'] as const
export type Measure = (typeof measures)[number]
export const measureLabel: Record<Measure, string> = {
  notice: '通报',
  interview: '约谈',
  accountability: '问责',
}

export const visitResults = ['satisfied', 'partly', 'unsatisfied', 'unreachable'] as const
export type VisitResult = (typeof visitResults)[number]
export const visitLabel: Record<VisitResult, string> = {
  satisfied: '满意',
  partly: '基本满意',
  unsatisfied: '不满意',
  unreachable: '未联系上',
}

/**
 * What is said with each action, as it is asked for and as it is kept. Instants are ISO texts. `unitCode` of what a
 * unit does is its own; an officer who acts for a unit names it. Numbers of entries (`actionId`) are those of the
 * history.
 */
export const caseActionBodies = {
  accepted: body({ reason: Type.Optional(text) }),
  /** `disclosure` is 公开属性 of the letter it goes out with; the rules propose one. */
  dispatched: body({
    unitCode: unit,
    note: Type.Optional(text),
    disclosure: Type.Optional(DisclosureMark),
    accusedChecked,
  }),
  /** 协办: the whole list as it shall be; who is left out no longer assists. */
  assisted: body({
    unitCodes: Type.Array(unit, { maxItems: 20, uniqueItems: true }),
    note: Type.Optional(text),
    accusedChecked,
  }),
  received: body({ unitCode: Type.Optional(unit) }),
  /** 协办答复: an assisting unit answers its part to the lead. */
  contributed: body({ unitCode: Type.Optional(unit), text }),
  /** 退单: once per unit, on a written basis (docs/rules.md §3). */
  returned: body({ unitCode: Type.Optional(unit), basis: line, reason: text }),
  arbitrated: body({ upheld: Type.Boolean(), unitCode: unit, reason: text }),
  transferred: body({
    direction: oneOf(transferDirections),
    destination: line,
    documentNumber: line,
    reason: text,
    accusedChecked,
  }),
  supervised: body({ note: text, limitAt: instant, disclosure: Type.Optional(DisclosureMark) }),
  escalated: body({ to: oneOf(escalationTargets), reason: text }),
  responded: body({ timerCode: Type.String({ minLength: 1 }), evidence: DeadlineEvidence }),
  /** 说明: why it is late (梅河口 四(五)). */
  explained: body({ unitCode: Type.Optional(unit), reason: text }),
  /** 会商 (北仑 二(二)): posts, never names. */
  consulted: body({
    at: instant,
    place: line,
    participants: Type.Array(line, { minItems: 1, maxItems: 40 }),
    conclusions: Type.String({ minLength: 2, maxLength: 5000, pattern: '\\S' }),
  }),
  /** 领导批示: who by his post, to a unit or to the desk. */
  instructed: body({
    by: line,
    unitCode: Type.Optional(unit),
    text,
    limitAt: Type.Optional(instant),
  }),
  /** 批示反馈; `actionId` is the instruction. */
  'fed-back': body({ actionId: entry, text }),
  /** 政策解读: a misread policy is interpreted by who drafted it (勺米 政策解读 第二条), until `limitAt`. */
  'interpretation-asked': body({ policy: line, unitCode: unit, limitAt: instant, note: Type.Optional(text) }),
  /** `reference`: where it was published, or its number; `actionId` is the task. */
  interpreted: body({
    actionId: entry,
    reference: Type.String({ minLength: 2, maxLength: 500, pattern: '\\S' }),
    text,
  }),
  measured: body({
    measure: oneOf(measures),
    unitCode: unit,
    documentNumber: Type.Optional(line),
    text,
  }),
  /** `desk` keeps it from units; `replyTo` is the entry it answers. */
  noted: body({
    note: Type.String({ minLength: 1, maxLength: longestText, pattern: '\\S' }),
    audience: Type.Optional(oneOf(['all', 'desk'] as const)),
    replyTo: Type.Optional(entry),
  }),
  closed: body({ conclusion: text }),
  /** 回访: closed is not solved. */
  visited: body({ means: line, result: oneOf(visitResults), note: Type.Optional(text) }),
  archived: body({ note: Type.Optional(text) }),
  reopened: body({ reason: text }),
  /** This case file goes on in another; its clocks stay. */
  merged: body({ intoId: Type.String({ format: 'uuid' }), intoNumber: Type.Integer(), reason: text }),
  /** `unmet`: clocks of the other one that are still to be met, here from now on. */
  absorbed: body({
    fromId: Type.String({ format: 'uuid' }),
    fromNumber: Type.Integer(),
    unmet: Type.Array(Type.String()),
    reason: text,
  }),
  /** A merged one was reopened and goes its own way again; `unmet` is what is left to meet here. */
  released: body({
    fromId: Type.String({ format: 'uuid' }),
    fromNumber: Type.Integer(),
    unmet: Type.Array(Type.String()),
  }),
  /** Part of the matter goes on in a file of its own, `childId`. */
  split: body({
    childId: Type.String({ format: 'uuid' }),
    childNumber: Type.Integer(),
    matter: line,
    reason: text,
  }),
  'split-off': body({
    parentId: Type.String({ format: 'uuid' }),
    parentNumber: Type.Integer(),
    matter: line,
    reason: text,
  }),
  /** A paper was added; `audience` as with notes. */
  attached: body({
    attachmentId: Type.String({ format: 'uuid' }),
    name: line,
    audience: Type.Optional(oneOf(['all', 'desk'] as const)),
  }),
  /** Its content was taken away; `actionId` is the entry it came with. */
  detached: body({ attachmentId: Type.String({ format: 'uuid' }), name: line, actionId: entry }),
  /** What happened to a text in 三审; `unitCode` is its author's unit. */
  reviewed: body({
    draftId: Type.String({ format: 'uuid' }),
    draftKind: oneOf(draftKinds),
    title: line,
    step: oneOf(draftSteps),
    level: Type.Optional(oneOf(reviewLevels)),
    remarks: Type.Optional(text),
    unitCode: Type.Optional(unit),
  }),
  /** 更正登记: what the register said and says; names and whole texts are not repeated here. `clocks` by their dates. */
  corrected: body({
    changes: Type.Array(
      Type.Object({
        field: Type.String(),
        label: Type.String(),
        from: Type.Optional(Type.String()),
        to: Type.Optional(Type.String()),
      }),
    ),
    clocks: Type.Array(Type.Object({ timerCode: Type.String(), from: instant, to: instant })),
    reason: text,
    askedBy: Type.Optional(Type.String()),
  }),
  /** Takes back the last own action; the state is what the rest gives. */
  undone: body({ actionId: entry }),
  ...clockActionBodies,
} as const

export type CaseActionKind = keyof typeof caseActionBodies
export type CaseActionOf<Kind extends CaseActionKind> = { kind: Kind } & Static<
  (typeof caseActionBodies)[Kind]
>
/** Everything that happens to a case file is one of these, appended with actor and time. */
export type CaseAction = { [Kind in CaseActionKind]: CaseActionOf<Kind> }[CaseActionKind]

/** An action on the wire to readers: its kind and what was said. What was stored once is never refused later. */
export const CaseActionView = Type.Unsafe<CaseAction>(
  Type.Object({ kind: Type.String() }, { additionalProperties: true }),
)

export const caseActionLabel: Record<CaseActionKind, string> = {
  accepted: '受理',
  dispatched: '交办',
  assisted: '调整协办单位',
  received: '签收',
  contributed: '协办答复',
  returned: '退单',
  arbitrated: '退单裁定',
  transferred: '转办',
  supervised: '督办',
  escalated: '上报',
  responded: '登记回应',
  explained: '超时说明',
  consulted: '会商',
  instructed: '领导批示',
  'fed-back': '批示反馈',
  'interpretation-asked': '布置政策解读',
  interpreted: '登记政策解读',
  measured: '通报问责',
  noted: '备注',
  closed: '办结',
  visited: '回访',
  archived: '归档',
  reopened: '重新办理',
  merged: '并入',
  absorbed: '并案',
  released: '解除并案',
  split: '拆分',
  'split-off': '分办立案',
  attached: '上传附件',
  detached: '移除附件',
  reviewed: '审签',
  corrected: '更正登记',
  undone: '撤回',
  ...clockActionLabel,
}

/** The clock of 补正告知: who received the application gives it, before any unit has it (勺米 依申请公开 第四条（二）3). */
export const amendmentNotice = 'disclosure-amend'

/** What this action is called; the notice of an amendment is recorded as what meets its clock. */
export const actionName = (action: CaseAction): string =>
  action.kind === 'responded' && action.timerCode === amendmentNotice
    ? '补正告知'
    : caseActionLabel[action.kind]
