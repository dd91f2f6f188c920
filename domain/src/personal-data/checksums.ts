const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const idCheck = '10X98765432'

/** GB 11643-1999: the 18th character is the weighted sum of the others modulo 11. */
export const isResidentIdSum = (id: string): boolean => {
  const sum = idWeights.reduce((total, weight, at) => total + weight * Number(id[at]), 0)
  return idCheck[sum % 11] === id[17]?.toUpperCase()
}

/** First two digits of the division codes in use (GB/T 2260). */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
)
export const isProvinceCode = (id: string): boolean => provinces.has(id.slice(0, 2))

/** ISO/IEC 7812-1 annex B (Luhn), which payment cards follow. */
export function isLuhnSum(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at])
    const doubled = at % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
