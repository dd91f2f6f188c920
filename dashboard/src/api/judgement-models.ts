import type {
  CorrectionRow,
  JudgementChangeRow,
  JudgementChangeView,
  JudgementModelView,
  ProposeLearning,
  ProposeRules,
  RuleTextsView,
  SwitchJudgement,
} from '@huiyin/domain/http/judgement-models'
import type { Page } from './page.js'
import { get, post } from './request.js'

export const getJudgementModel = () => get<JudgementModelView>('/judgement-model')
export const getRuleTexts = () => get<RuleTextsView>('/judgement-model/rules')
export const getJudgementChange = (id: string) => get<JudgementChangeView>(`/judgement-changes/${id}`)
export const proposeRules = (body: ProposeRules) => post<JudgementChangeRow>('/judgement-changes/rules', body)
export const proposeLearning = (body: ProposeLearning) =>
  post<JudgementChangeRow>('/judgement-changes/learning', body)
export const switchJudgement = (body: SwitchJudgement) => post<null>('/judgement-activations', body)
export const setAsideJudgement = (id: string, reason: string) =>
  post<JudgementChangeRow>(`/judgement-changes/${id}/set-aside`, { reason })
export const listCorrections = (differing: boolean, cursor?: string) =>
  get<Page<CorrectionRow>>('/corrections', { differing: String(differing), cursor })

/** Where the browser fetches labelled rows from. */
export const correctionExportAddress = (task: 'severity' | 'dispatch'): string =>
  `/api/corrections/export?task=${task}`
