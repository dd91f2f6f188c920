import { InvalidInput } from '@huiyin/domain/errors'
import type { JobDeclaration } from '@huiyin/domain/job'
import { schemaProblems } from '@huiyin/domain/schema-problems'

/** @throws InvalidInput when the payload does not follow the job's declaration. */
export function assertPayload(
  job: JobDeclaration,
  payload: unknown,
): asserts payload is Record<string, unknown> {
  const problems = schemaProblems(job.payload, payload)
  if (problems.length > 0)
    throw new InvalidInput(`任务 ${job.name} 的内容不合声明`, problems, { job: job.name, problems })
}

/**
 * The job's identity in its queue.
 * @throws InvalidInput for a key BullMQ refuses: empty, with `:`, or all digits.
 */
export function keyOf(job: JobDeclaration, payload: Record<string, unknown>): string {
  const key = job.key(payload)
  if (key === '' || key.includes(':') || /^\d+$/.test(key))
    throw new InvalidInput(`任务 ${job.name} 的编号“${key}”不可用：不得为空、含“:”或全为数字`, [], { key })
  return key
}
