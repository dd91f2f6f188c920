import { IllegalTransition, InvalidInput } from '@huiyin/domain/errors'
import { analyzeItem } from '@huiyin/domain/job'
import type { Correction } from '@huiyin/domain/read-correction'
import { hideAuthor } from '@huiyin/store/hide-author'
import { mostVersions } from '@huiyin/store/item-versions'
import type { Original } from '@huiyin/store/original-vault'
import { draftOf } from '@huiyin/store/receive-posts'
import { registerSource } from '@huiyin/store/received-sources'
import type { RegisteredMatter } from '@huiyin/store/registered-matters'
import { originalOf, type SaveMeans, toNewItem } from '@huiyin/store/store-drafts'
import type { Tx } from '@huiyin/store/tx'
import { postOf } from './register-matter.js'

interface Rewording {
  matter: RegisteredMatter
  correction: Correction
}

/**
 * Puts other words, name or contact in the post's place; what they were stays as its earlier version, sealed as it was.
 * Whoever signed the old words is hidden in the new ones too. @returns the words as they read now, null when none changed
 * @throws IllegalTransition when the original is gone or was put right too often; InvalidInput for words known already.
 */
export async function rewordMatter(
  tx: Tx,
  { matter, correction }: Rewording,
  means: SaveMeans,
): Promise<{ title: string } | null> {
  const { title, text, applicant, contact } = correction
  if (title === null && text === null && applicant === null && contact === null) return null
  const sealed = matter.itemId ? await tx.originals.find(matter.itemId) : null
  if (!matter.itemId || !sealed)
    throw new IllegalTransition(
      '原文已按保存期限删除，标题、内容、姓名和联系方式不能再更正；其他各项可以更正',
    )
  const original = means.vault.open<Original>(matter.itemId, sealed)
  const item = await tx.items.get(matter.itemId)
  const [standing] = await tx.itemVersions.standing(item.sourceId, [item.url])
  if (!standing || standing.versions >= mostVersions)
    throw new IllegalTransition(`文字已更正 ${mostVersions} 次，不能再更正；请在备注中说明`)
  const author = applicant ?? original.author
  const hidden = (words: string) => hideAuthor(words, original.author, item.authorPseudonym)
  const draft = (words: { title: string; text: string }) =>
    draftOf(
      {
        ...postOf(
          { ...matter, ...words, applicant: author, contact: contact ?? original.contact ?? null },
          '',
        ),
        url: item.url,
      },
      registerSource,
    )
  // What nobody rewrote is read as it was: masked once, not anew from the original.
  const read = toNewItem(
    draft({ title: hidden(title ?? item.title), text: hidden(text ?? item.text) }),
    registerSource,
    means.secret,
  )
  const kept = originalOf(draft({ title: title ?? original.title, text: text ?? original.text }))
  if (!(await tx.itemVersions.replace(standing, read, means.vault.seal(matter.itemId, kept))))
    throw new InvalidInput('登记中已有内容完全相同的另一件，没有保存', [
      { field: 'text', message: '与另一件登记的内容相同' },
    ])
  await tx.registeredMatters.sign(matter.itemId, read.authorPseudonym)
  if (title !== null || text !== null) await tx.registeredMatters.unjudge(matter.caseFileId, read.title)
  tx.enqueue(analyzeItem, { itemId: matter.itemId })
  tx.announce('items')
  return { title: read.title }
}
