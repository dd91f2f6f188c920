import { toShanghaiIso } from '@huiyin/domain/shanghai'
import type { CaseLetterInput } from './case-letter-input.js'
import { caseLetterModel } from './case-letter-model.js'
import { type Typesetter, typesetter } from './typesetter.js'

/**
 * 交办单 or 督办单 of one entry of a case file as a PDF in the form of GB/T 9704-2012. The same input gives the same
 * bytes on the same machine.
 * @throws TypesettingFailed when it could not be set.
 */
export async function renderCaseLetter(
  input: CaseLetterInput,
  setter: Typesetter = typesetter(),
): Promise<Buffer> {
  const letter = caseLetterModel(input)
  const [year, month, day, hour, minute, second] = toShanghaiIso(input.issuedAt)
    .split(/[-T:+]/)
    .map(Number)
  return setter.pdf('case-letter.typ', {
    ...letter,
    fonts: setter.fonts.roles,
    metadata: { author: letter.head.office, date: { year, month, day, hour, minute, second } },
  })
}
