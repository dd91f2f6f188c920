import type { Quantity } from './quantity.js'
import type { Reading } from './reading.js'
import type { Told } from './tell-fates.js'

/** The greatest of figures, or null without any. */
export const largest = (told: readonly Told[]): Quantity | null => {
  const most = told.reduce<Told | null>((a, b) => (a && a.value >= b.value ? a : b), null)
  return most ? { value: most.value, figures: most.spans } : null
}

/** 其中重伤3人, （重2）: of those hurt the text says who is badly hurt. */
const ofThem = /(?:其中|包括|含|（|\()[^，。\d]{0,8}$/
const besides = /(?:另|还)(?:外|有)?[^，。\d]{0,3}$/

/** 危重3人、重伤8人: two degrees side by side; a comma alone may part a figure from its part (重伤8人，危重3人). */
const degrees = /^(?:名|个|位)?(?:人|例)?(?:[、和及与]|，(?=重伤|重症))[^，。；\d]{0,6}$/

/** The gravely hurt: the greatest figure, or two of different degree told side by side. */
function worstOf(serious: readonly Told[], text: string): Quantity | null {
  const most = largest(serious)
  for (const [index, one] of serious.entries()) {
    const next = serious[index + 1]
    if (!next || !degrees.test(text.slice(one.numberEnd, next.at))) continue
    const value = one.value + next.value
    if (value > (most?.value ?? 0)) return { value, figures: [...one.spans, ...next.spans] }
  }
  return most
}

/** 119名伤者，重伤54人，轻伤65人: the total first, then how badly; parts come to no more than their total. */
const isBrokenDown = (
  totals: readonly Told[],
  serious: readonly Told[],
  light: readonly Told[],
  text: string,
): boolean =>
  totals.some((total) =>
    serious.some(
      (grave) =>
        grave.at > total.at &&
        // 197人受伤，另有八人重伤: more than the total.
        !besides.test(text.slice(Math.max(0, grave.at - 12), grave.at)) &&
        light.some((slight) => slight.at > total.at && grave.value + slight.value <= total.value),
    ),
  ) ||
  // 52人重伤，轻伤者另有61人…涌进上百名伤者: no more than the parts come to, whichever is told first.
  totals.some(
    (total) =>
      !besides.test(text.slice(Math.max(0, total.at - 12), total.at)) &&
      serious.some(
        (grave) =>
          grave.value < total.value && light.some((slight) => grave.value + slight.value >= total.value),
      ),
  )

/**
 * Plain injured count half as serious (docs/rules.md §2), added to those told as serious; unless the serious are told as
 * a part of them, or those brought to hospital may be the same people.
 */
export function sumHurt(
  {
    serious,
    light,
    injured,
    hospital,
  }: Readonly<Record<'serious' | 'light' | 'injured' | 'hospital', readonly Told[]>>,
  { text }: Reading,
): Quantity | null {
  if (serious.length + injured.length + hospital.length === 0) return null
  const worst = worstOf(serious, text)
  const before = ({ at }: Told) => text.slice(Math.max(0, at - 12), at)
  const isPart =
    serious.some((one) => ofThem.test(before(one))) ||
    isBrokenDown([...injured, ...hospital], serious, light, text)
  const others = worst
    ? [...injured, ...hospital].filter(
        (one) => besides.test(before(one)) || (!isPart && injured.includes(one)),
      )
    : [...injured, ...hospital]
  const plain = largest(others.filter((one) => !serious.includes(one)))
  if (!plain) return worst
  return {
    value: (worst?.value ?? 0) + plain.value / 2,
    figures: [...(worst?.figures ?? []), ...plain.figures],
    note: `受伤 ${plain.value} 人未说明伤情，按半数折算重伤`,
  }
}
