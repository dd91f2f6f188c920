import type { CaseFileView } from '@huiyin/domain/http/case-files'
import { disclosureOutcomeLabel, disclosureOutcomes } from '@huiyin/domain/matter-details'
import { type EvidenceKind, evidenceLabel } from '@huiyin/domain/regime'
import { actingUnit, optionsOf, reason } from './fields.js'
import type { MoveForms, MoveValues } from './move-form.js'

const referenceLabel: Record<EvidenceKind, string> = {
  statement: '发布地址或文号',
  briefing: '发布会时间和地点',
  reply: '公开回应的地址',
  'written-reply': '复函文号',
  publication: '公开发布的地址或文号',
}

const clockOf = (values: MoveValues, file: CaseFileView) =>
  file.deadlines.find((deadline) => deadline.code === values.timerCode && deadline.metAt === null)

/** The answer to an application for information says how it ends (勺米 依申请公开 第四条（三）). */
const answersApplication = (values: MoveValues): boolean => values.timerCode === 'disclosure'

/** What a unit says: 协办答复、回应、超时说明. */
export const answering = {
  contributed: {
    title: '协办答复',
    fields: [actingUnit, { name: 'text', label: '答复内容', control: 'text', max: 2000 }],
  },
  responded: {
    title: '登记回应',
    fields: [
      {
        name: 'timerCode',
        label: '满足哪一项时限',
        control: 'timer',
        helpFor: (values, file) => {
          const clock = clockOf(values, file)
          return clock ? `${clock.document}${clock.clause}：以“${evidenceLabel[clock.metBy]}”为准` : ''
        },
      },
      {
        name: 'reference',
        label: '依据',
        control: 'line',
        max: 500,
        labelFor: (values, file) => referenceLabel[clockOf(values, file)?.metBy ?? 'reply'],
      },
      {
        name: 'outcome',
        label: '答复结果',
        control: 'choice',
        options: optionsOf(disclosureOutcomes, disclosureOutcomeLabel),
        shownFor: answersApplication,
      },
      {
        name: 'ground',
        label: '法律依据',
        control: 'line',
        max: 500,
        optional: true,
        help: '不是予以公开的，须写明依据的条、款',
        shownFor: answersApplication,
      },
      { name: 'summary', label: '回应内容摘要', control: 'text', max: 2000 },
    ],
    body: (values, file) => ({
      timerCode: values.timerCode,
      evidence: {
        kind: clockOf(values, file)?.metBy ?? 'reply',
        reference: values.reference,
        summary: values.summary,
        ...(answersApplication(values) ? { outcome: values.outcome } : {}),
        ...(answersApplication(values) && values.ground ? { ground: values.ground } : {}),
      },
    }),
  },
  explained: {
    title: '超时说明',
    lead: '超过规定期限既未回复又未说明的，列入通报名单（梅河口 四（五））。',
    fields: [reason('未能按期回应的原因和预计办结时间')],
  },
} satisfies MoveForms
