import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Trie } from './trie.js'

describe('words in a trie', () => {
  test('every word added is found again, and no other', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 6 })), (words) => {
        const trie = new Trie(1)
        const nodes = new Map(words.map((word) => [word, trie.add(word)]))
        for (const [word, node] of nodes) expect(trie.find(word)).toBe(node)
        expect(new Set(nodes.values()).size).toBe(nodes.size)
      }),
    )
  })
})
