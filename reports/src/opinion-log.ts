import { toShanghaiIso } from '@huiyin/domain/shanghai'
import { type OpinionLogInput, opinionLogModel } from './opinion-log-model.js'
import { type Typesetter, typesetter } from './typesetter.js'

/**
 * 舆情日志 of one day as a PDF on A4 across. The same input gives the same bytes on the same machine.
 * @throws TypesettingFailed when it could not be set.
 */
export async function renderOpinionLog(
  input: OpinionLogInput,
  setter: Typesetter = typesetter(),
): Promise<Buffer> {
  const sheet = opinionLogModel(input)
  const [year, month, day, hour, minute, second] = toShanghaiIso(input.printedAt)
    .split(/[-T:+]/)
    .map(Number)
  return setter.pdf('opinion-log.typ', {
    ...sheet,
    fonts: setter.fonts.roles,
    metadata: { author: input.log.jurisdiction, date: { year, month, day, hour, minute, second } },
  })
}
