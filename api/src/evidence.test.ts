import { afterAll, beforeAll, expect, test } from 'vitest'
import { plantOrdinary } from './security/planted.js'
import { openTestApi, type TestApi } from './testing.js'

let api: TestApi
let planted: { own: string; ownCase: string }
beforeAll(async () => {
  api = await openTestApi({
    // Written as text: what the archive would say can be read here; its form is tested beside its writer.
    config: { writeEvidence: async (evidence) => Buffer.from(JSON.stringify(evidence)) },
  })
  planted = await plantOrdinary(api)
})
afterAll(() => api.close())

test('the desk takes out what was seen of an event, with digests and no original; who did is written down', async () => {
  const officer = await api.signedIn('desk', ['duty-officer'])
  const answer = await officer.get(`/api/opinion-events/${planted.own}/evidence`)
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/warc'])
  expect(answer.headers['content-disposition']).toContain('.warc.gz')
  const evidence = JSON.parse(answer.body)
  expect(evidence).toMatchObject({ jurisdiction: '青禾县' })
  const seen = (await officer.get(`/api/opinion-events/${planted.own}`)).json()
  expect(evidence.items.map(({ sealedSha256: _, ...item }: { sealedSha256: string }) => item)).toEqual(
    seen.items,
  )
  const auditor = await api.signedIn('checker', ['auditor'])
  const entries = (await auditor.get('/api/audit-entries')).json().rows as { action: string }[]
  expect(entries.map(({ action }) => action)).toContain('evidence.exported')
})

test('a unit that answers a case does not take its evidence out, nor does an event that is not there', async () => {
  const unit = await api.signedIn('of-unit', ['unit'], 'zhujian-ju')
  expect((await unit.get(`/api/opinion-events/${planted.own}/evidence`)).statusCode).toBe(403)
  const officer = await api.signedIn('other', ['office'])
  const unknown = '3f2b8c1d-0000-4000-8000-00000000dead'
  expect((await officer.get(`/api/opinion-events/${unknown}/evidence`)).statusCode).toBe(404)
})
