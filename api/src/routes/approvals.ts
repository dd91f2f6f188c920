import { rolesOf } from '@huiyin/domain/actor'
import { ApprovalCounts } from '@huiyin/domain/http/approvals'
import type { Api, ApiDeps } from '../deps.js'
import { may, permits } from '../policy.js'
import { decidesRules } from '../present-rule-change.js'
import { personOf, storeAs } from '../visitor.js'

const decides = {
  regimes: decidesRules,
  noticeRules: decidesRules,
  judgement: may('switch', 'judgement-model'),
  clocks: may('decide', 'clock-change'),
  walls: may('decide', 'wall-change'),
  reveals: may('decide', 'reveal-request'),
} as const

/** What waits for the reader as the second person; the navigation shows it beside the page where he decides. */
export function approvalRoutes(app: Api, { store }: ApiDeps): void {
  app.get(
    '/api/approval-counts',
    {
      schema: { summary: '待我作为第二人批准的事项数', response: { 200: ApprovalCounts } },
      config: { policy: may('read', 'approval') },
    },
    async (request) => {
      const by = personOf(request)
      const waiting = await storeAs(store, request).transaction((tx) => tx.approvals.waitingFor(by.userId))
      const mine = (key: keyof typeof decides) => (permits(decides[key], rolesOf(by)) ? waiting[key] : 0)
      return {
        regimes: mine('regimes'),
        noticeRules: mine('noticeRules'),
        judgement: mine('judgement'),
        clocks: mine('clocks'),
        walls: mine('walls'),
        reveals: mine('reveals'),
      }
    },
  )
}
