import { toShanghaiIso } from '@huiyin/domain/shanghai'
import type { DraftSheetInput } from './draft-sheet-input.js'
import { draftSheetModel } from './draft-sheet-model.js'
import { type Typesetter, typesetter } from './typesetter.js'

/**
 * 审签单 of one text, with the text itself behind it, as a PDF in the form of GB/T 9704-2012. The same input gives the
 * same bytes on the same machine.
 * @throws TypesettingFailed when it could not be set.
 */
export async function renderDraftSheet(
  input: DraftSheetInput,
  setter: Typesetter = typesetter(),
): Promise<Buffer> {
  const sheet = draftSheetModel(input)
  const [year, month, day, hour, minute, second] = toShanghaiIso(input.printedAt)
    .split(/[-T:+]/)
    .map(Number)
  return setter.pdf('draft-sheet.typ', {
    ...sheet,
    fonts: setter.fonts.roles,
    metadata: { author: sheet.head.office, date: { year, month, day, hour, minute, second } },
  })
}
