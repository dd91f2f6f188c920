import type { FateName } from './fate-names.js'

/** A fate told by a construction; `begins` are the characters one of which opens it, so that it is tried nowhere else. */
export interface FatePattern {
  readonly name: FateName
  readonly begins: string
  readonly pattern: RegExp
  readonly isWeak?: true
}

/** 没能, 尚未: what did not happen to them. */
export const notYet = '(?:再也没有?能?|再没有?能?|没有能|没有|没能|没|未能|尚未|还未|仍未|未|不能)'
