import { actionName } from '@huiyin/domain/case-action'
import { toShanghaiIso } from '@huiyin/domain/shanghai'
import type { CaseFileDetail } from '@huiyin/store/case-files'
import { PreconditionFailed } from './http-errors.js'
import { caseVersion } from './present/case-file.js'

/**
 * Refuses a move on an older view and says who did what meanwhile.
 * @throws PreconditionFailed
 */
export function refuseStaleCase(seen: readonly string[], file: CaseFileDetail): void {
  const current = caseVersion(file)
  if (seen.includes(current)) return
  const last = file.actions.at(-1)
  if (!last) throw new PreconditionFailed('案件已更新，您填写的内容没有丢失，请看过后再提交', { current })
  const at = toShanghaiIso(last.at).slice(11, 16)
  throw new PreconditionFailed(
    `${last.actor} 刚刚（${at}）对本案作了“${actionName(last.action)}”，您填写的内容没有丢失：请看过最新的办理经过，再决定是否提交`,
    { current },
  )
}
