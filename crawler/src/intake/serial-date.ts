const dayMs = 86_400_000
/** Day 60 of the 1900 system is a 29 February that never was (Microsoft, “Excel incorrectly assumes that 1900 is a leap year”). */
const epoch1900 = Date.UTC(1899, 11, 30)
const epoch1904 = Date.UTC(1904, 0, 1)

/** Excel's day count as `2026-08-03 14:05:00`, in the clock of whoever wrote it. */
export function serialText(serial: number, date1904: boolean): string {
  const shift = !date1904 && serial < 60 ? dayMs : 0
  // Counts are binary fractions of a day; to the second they are right.
  const at = Math.round(((date1904 ? epoch1904 : epoch1900) + shift + serial * dayMs) / 1000) * 1000
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}

/** Whether a number format shows days: built-in ones by number (ECMA-376 18.8.30), others by their letters. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined)
    return (
      (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
    )
  const bare = code.replace(/"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]/gi, '')
  return /[ymdhs]/i.test(bare) && !/general|[#0?]/i.test(bare.replace(/ss?\.0+/gi, ''))
}
