import { type CaseMove, caseMoves } from '@huiyin/domain/case-moves'
import type { CaseFileView, CaseQuery, CaseRow, InstructionRow } from '@huiyin/domain/http/case-files'
import type { Page } from './page.js'
import { get, request } from './request.js'

export const listCases = (query: CaseQuery) => get<Page<CaseRow>>('/case-files', query)
export const getCase = (id: string) => get<CaseFileView>(`/case-files/${id}`)
export const listInstructions = (query: { scope: 'open' | 'answered'; cursor?: string | undefined }) =>
  get<Page<InstructionRow>>('/instructions', query)

/** Takes a move on the version that was seen: refused when somebody acted since. */
export const takeMove = (
  { id, version }: Pick<CaseFileView, 'id' | 'version'>,
  move: CaseMove,
  body: Record<string, unknown>,
) =>
  request<CaseFileView>('POST', `/case-files/${id}/${caseMoves[move].verb}`, {
    body,
    headers: { 'if-match': `"${version}"` },
  })
