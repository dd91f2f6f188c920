import {
  dutyPostLabel,
  type NoticeKind,
  type NoticeRules,
  noticeKindLabel,
  noticeKinds,
} from '@huiyin/domain/notice'

interface Problem {
  field: string
  message: string
}

/** News of an event itself: of grades I and II it reaches the duty officer at once, whatever a county sets (北仑 二(一) 重大舆情即时报送). */
const alwaysTold: readonly NoticeKind[] = ['event-found', 'event-spike']
const mustTell = '特别重大、重大舆情必须即时通知值班员'

function graveProblems({ climb, rules }: NoticeRules): Problem[] {
  const problems: Problem[] = []
  const [first] = climb
  if (first && first.to !== 'duty')
    problems.push({ field: 'climb.0.to', message: `${mustTell}：逐级上报的第一级应为 duty（值班员）` })
  if (first && first.afterMinutes !== 0)
    problems.push({ field: 'climb.0.afterMinutes', message: `${mustTell}：第一级应为 0 分钟` })
  for (const [index, { kind, to, when, inboxFrom }] of rules.entries()) {
    if (!alwaysTold.includes(kind)) continue
    const say = (part: string, advice: string) =>
      problems.push({ field: `rules.${index}.${part}`, message: `${mustTell}：${advice}` })
    if (when === 'never' || when === 'digest')
      say('when', `“${noticeKindLabel[kind]}”应为 at-once（立即）或 by-grade（I、II 级立即）`)
    if (!to.includes('duty')) say('to', `“${noticeKindLabel[kind]}”的通知对象应包括 duty（值班员）`)
    if (inboxFrom === 'I') say('inboxFrom', '站内通知的起点应为 II、III 或 IV')
  }
  return problems
}

function ladderProblems({ climb }: NoticeRules): Problem[] {
  return climb.flatMap(({ to, afterMinutes }, index) => {
    const before = climb.slice(0, index)
    const problems: Problem[] = []
    if (before.some((step) => step.to === to))
      problems.push({ field: `climb.${index}.to`, message: `${dutyPostLabel[to]}在逐级上报中出现了两次` })
    if (before.some((step) => step.afterMinutes >= afterMinutes))
      problems.push({ field: `climb.${index}.afterMinutes`, message: '应晚于上一级的分钟数' })
    return problems
  })
}

function kindProblems({ rules }: NoticeRules): Problem[] {
  const twice = rules.flatMap(({ kind }, index) =>
    rules.findIndex((other) => other.kind === kind) < index
      ? [
          {
            field: `rules.${index}.kind`,
            message: `“${noticeKindLabel[kind]}”（${kind}）写了两条，请合并为一条`,
          },
        ]
      : [],
  )
  const missing = noticeKinds
    .filter((kind) => !rules.some((rule) => rule.kind === kind))
    .map((kind) => ({
      field: 'rules',
      message: alwaysTold.includes(kind)
        ? `缺少“${noticeKindLabel[kind]}”（${kind}）：${mustTell}`
        : `缺少“${noticeKindLabel[kind]}”（${kind}）；不需要通知的，请保留该条并写 when: never`,
    }))
  return [...twice, ...missing]
}

/** What no schema says of who is told what: every kind once, the ladder upwards, and grave matters never silent. */
export function noticeRuleProblems(rules: NoticeRules): Problem[] {
  const { from, to } = rules.quiet
  return [
    ...(from === to ? [{ field: 'quiet.to', message: '夜间的起止时间不能相同' }] : []),
    ...graveProblems(rules),
    ...ladderProblems(rules),
    ...kindProblems(rules),
  ]
}
