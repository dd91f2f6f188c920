import { renderCaseLetter } from '@huiyin/reports/case-letter'
import { renderDraftSheet } from '@huiyin/reports/draft-sheet'
import { renderOpinionLog } from '@huiyin/reports/opinion-log'
import { renderSpecialReport } from '@huiyin/reports/special-report'
import { buildEvent } from '@huiyin/store/testing-builders'
import { expect, test } from 'vitest'
import { openTestApi } from './testing.js'

test('the special report of a walled event is set for the officer and refused to a unit', async () => {
  const api = await openTestApi({
    reports: {
      specialReport: renderSpecialReport,
      caseLetter: renderCaseLetter,
      draftSheet: renderDraftSheet,
      opinionLog: renderOpinionLog,
    },
  })
  try {
    const officer = await api.signedIn('officer', ['duty-officer'])
    const accused = await api.signedIn('housing', ['unit'], 'zhujian-ju')
    const id = await api.run((tx) =>
      buildEvent(tx, {
        title: '反映有关部门收费问题',
        judgement: { grade: 'III', accused: ['zhujian-ju'], appeal: '举报' },
      }),
    )
    const accept = await officer.send('POST', `/api/opinion-events/${id}/accept`, { unitCode: 'jiaoyu-ju' })
    expect(accept.statusCode).toBe(201)
    const url = `/api/opinion-events/${id}/special-report`
    const report = await officer.get(url)
    expect([report.statusCode, report.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
    expect((await accused.get(url)).statusCode).toBe(403)
    const missing = await officer.get(
      '/api/opinion-events/00000000-0000-4000-8000-000000000000/special-report',
    )
    expect(missing.statusCode).toBe(404)
  } finally {
    await api.close()
  }
})
