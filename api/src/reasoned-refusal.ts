import { InvalidInput } from '@huiyin/domain/errors'
import type { DecideChange } from '@huiyin/domain/http/two-person'

/**
 * Whoever refuses what another asked says why: the asker is told of it.
 *
 * @throws InvalidInput for a refusal without a reason
 */
export function assertReasoned({ approve, reason }: DecideChange): void {
  if (!approve && !reason?.trim())
    throw new InvalidInput('不同意时请说明理由', [{ field: 'reason', message: '请填写' }])
}
