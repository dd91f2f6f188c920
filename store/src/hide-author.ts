import { surnameLength } from '@huiyin/domain/personal-data/surnames'

/** Bodies publish under their own name, and theirs must stay readable: units are found by it. */
const body =
  /(?:局|办|委|厅|院|校|社|台|报|网|站|部|部门|镇|乡|村|街道|区|县|市|省|处|科|所|队|中心|公司|集团|政府|发布|官方|融媒|小编|匿名|网友|用户|游客)$/

/**
 * `text` with the author's own handle replaced by his pseudonym where he signs with it. Only a handle that can be a
 * person's: a short Chinese name that begins with a surname, or one with letters or digits.
 */
export function hideAuthor(text: string, author: string | null, pseudonym: string | null): string {
  if (!author || !pseudonym || !isPersonal(author)) return text
  return text.replaceAll(author, pseudonym)
}

function isPersonal(author: string): boolean {
  if (author.length > 30 || body.test(author)) return false
  if (/^[\u3400-\u9fff]{2,4}$/.test(author)) return surnameLength(author) > 0
  return author.length >= 4 && /[0-9A-Za-z_]/.test(author)
}
