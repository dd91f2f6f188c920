/** Length of the runs of characters compared; the usual measure for extracted text without word borders. */
const gramLength = 4

function gramsOf(text: string): Map<string, number> {
  const bare = text.normalize('NFKC').replace(/\s+/g, '')
  const grams = new Map<string, number>()
  for (let i = 0; i === 0 || i + gramLength <= bare.length; i++) {
    const gram = bare.slice(i, i + gramLength)
    grams.set(gram, (grams.get(gram) ?? 0) + 1)
  }
  return grams
}

/** How alike two texts are, 0…1: F1 over their runs of four characters, white space and width aside. */
export function gramF1(found: string, gold: string): number {
  const left = gramsOf(found)
  const right = gramsOf(gold)
  const size = (grams: Map<string, number>) => [...grams.values()].reduce((sum, count) => sum + count, 0)
  let common = 0
  for (const [gram, count] of left) common += Math.min(count, right.get(gram) ?? 0)
  return (2 * common) / (size(left) + size(right))
}
