import { randomUUID } from 'node:crypto'
import type { RegisterMatter } from '@huiyin/domain/http/matters'
import type { RegisteredKind } from '@huiyin/domain/matter'
import { expect } from 'vitest'
import { officer } from './testing-clocks.js'

let written = 0

/** A form with everything its kind asks for; received half an hour ago by the test's clock at nine. */
export function buildMatter(kind: RegisteredKind, over: Partial<RegisterMatter> = {}): RegisterMatter {
  written += 1
  const common = {
    formId: randomUUID(),
    kind,
    title: `第 ${written} 件事项`,
    text: `第 ${written} 件：请问社保卡怎样补办，需要带哪些材料？`,
    startAt: '2026-03-02 08:30',
  }
  if (kind.startsWith('message.')) return { ...common, channel: 'web', ...over }
  if (kind === 'disclosure')
    return {
      ...common,
      channel: 'in-person',
      applicant: '李明',
      contact: '13812345678',
      applicantKind: 'citizen',
      delivery: 'post',
      number: '依申请〔2026〕3 号',
      ...over,
    }
  if (kind === 'decision-preview')
    return {
      ...common,
      until: '2026-03-13',
      risk: 'medium',
      conclusion: '涉及沿街商户，存在一定争议',
      plan: '由住建局在公示期内每日回应',
      ...over,
    }
  if (kind === 'document-publish')
    return { ...common, startAt: '2026-03-02', number: '青政发〔2026〕1 号', publicity: 'open', ...over }
  return { ...common, ...over }
}

export const register = (body: RegisterMatter, who = officer) => who.send('POST', '/api/matters', body)

/** Registers and answers with the case as the desk reads it. */
export async function registered(kind: RegisteredKind, over: Partial<RegisterMatter> = {}) {
  const answer = await register(buildMatter(kind, over))
  expect([answer.statusCode, answer.json().title]).toEqual([201, undefined])
  return (await officer.get(`/api/case-files/${answer.json().caseFileId}`)).json()
}
