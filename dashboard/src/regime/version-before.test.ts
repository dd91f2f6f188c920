import type { RuleChangeView } from '@huiyin/domain/http/rules'
import { expect, test } from 'vitest'
import { textBefore } from './version-before.js'

const version = (over: Partial<RuleChangeView>): RuleChangeView => ({
  id: String(over.version),
  kind: 'edit-regime',
  regimeCode: 'shaomi',
  version: 1,
  choice: null,
  yaml: `version: ${over.version}`,
  effectiveOn: '2026-03-02',
  reason: '修订',
  state: 'approved',
  requestedBy: '办公室',
  requestedAt: '2026-03-02T01:00:00.000Z',
  decidedBy: null,
  decidedAt: null,
  decidedReason: null,
  mayDecide: false,
  mayWithdraw: false,
  ...over,
})
const shipped = {
  regime: { code: 'shaomi', name: '制度', document: '文件', timers: [] },
  version: 0,
  yaml: 'shipped',
  shippedYaml: 'shipped',
  shipped: true,
  inForceSince: null,
}

test('a first version is read against the shipped text, a later one against the approved one before it', () => {
  const [first, refused, third] = [
    version({ version: 1 }),
    version({ version: 2, state: 'refused' }),
    version({ version: 3 }),
  ] as const
  const rules = { regimes: [shipped], changes: [third, refused, first] }
  expect(textBefore(first, rules)).toBe('shipped')
  expect(textBefore(refused, rules)).toBe('version: 1')
  expect(textBefore(third, rules)).toBe('version: 1')
})

test('a regime of the county’s own begins from nothing', () => {
  const own = version({ regimeCode: 'own', version: 1 })
  expect(textBefore(own, { regimes: [shipped], changes: [own] })).toBe('')
})
