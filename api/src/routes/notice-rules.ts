import { InvalidInput } from '@huiyin/domain/errors'
import {
  CheckedNoticeRules,
  CheckNoticeRules,
  NoticeRulesView,
  RequestNoticeRules,
} from '@huiyin/domain/http/notice-rules'
import { RuleChangeView } from '@huiyin/domain/http/rules'
import { dayOf } from '@huiyin/domain/shanghai'
import { askRuleChange } from '../ask-rule-change.js'
import { type Api, type ApiDeps, self } from '../deps.js'
import { noticeRulesNow } from '../notice-rules-in-force.js'
import { may } from '../policy.js'
import { presentRuleChange } from '../present-rule-change.js'
import { personOf, storeAs, visitorOf } from '../visitor.js'

/** 通知规则: who is told of what; a version is drafted by one and in force once a second person agreed. */
export function noticeRulesRoutes(app: Api, { store, keywords }: ApiDeps): void {
  app.get(
    '/api/notice-rules',
    {
      schema: { summary: '谁在什么时候收到什么通知，及历次变更', response: { 200: NoticeRulesView } },
      config: { policy: may('read', 'notice') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const { rules, yaml, approved } = await noticeRulesNow(tx, keywords)
        const { quiet, digests, climb } = rules
        return {
          quiet,
          digests: [...digests],
          climb: [...climb],
          rules: rules.rules.map((rule) => ({ ...rule, to: [...rule.to] })),
          version: approved?.version ?? 0,
          yaml,
          shippedYaml: keywords.shippedNotices.yaml,
          changes: (await tx.rules.changes(['edit-notices'])).map(
            presentRuleChange(visitorOf(request).actor),
          ),
        }
      }),
  )

  app.post(
    '/api/notice-rule-checks',
    {
      schema: {
        summary: '检查一版通知规则（不改动任何内容）',
        body: CheckNoticeRules,
        response: { 200: CheckedNoticeRules },
      },
      config: { policy: may('request', 'rule-change') },
    },
    async (request) => {
      try {
        keywords.parseNoticeRules(request.body.yaml, '通知规则')
        return { problems: [] }
      } catch (error) {
        if (error instanceof InvalidInput) return { problems: [...error.fields] }
        throw error
      }
    },
  )

  app.post(
    '/api/notice-rules',
    {
      schema: {
        summary: '提出一版通知规则（须第二人批准，批准后即时生效）',
        body: RequestNoticeRules,
        response: { 201: RuleChangeView },
      },
      config: { policy: may('request', 'rule-change') },
    },
    async (request, reply) => {
      const { yaml, reason } = request.body
      const body = keywords.parseNoticeRules(yaml, '通知规则')
      const by = personOf(request)
      const asked = await store.as(self).transaction(async (tx) => {
        if ((await noticeRulesNow(tx, keywords)).yaml === yaml)
          throw new InvalidInput('与现行通知规则相同，没有需要批准的改动', [
            { field: 'yaml', message: '没有改动' },
          ])
        const effectiveOn = dayOf(tx.now)
        return await askRuleChange(
          tx,
          { kind: 'edit-notices', regimeCode: 'notices', body, yaml, effectiveOn, reason },
          by,
        )
      })
      return reply.code(201).send(presentRuleChange(visitorOf(request).actor)(asked))
    },
  )
}
