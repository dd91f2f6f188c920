import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findReportFonts } from './fonts.js'

const folder = mkdtempSync(join(tmpdir(), 'huiyin-fonts-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a machine without official faces gets the shipped ones, and the statement says so', () => {
  const { roles, blobs, statement } = findReportFonts([join(folder, 'absent')])
  expect(roles.body).toEqual({ families: ['Noto Serif SC'], weight: 400 })
  expect(blobs).toHaveLength(3)
  expect(statement).toBe(
    '字体：仿宋=Noto Serif SC（代），小标宋=Noto Serif SC（代），楷体=Noto Serif SC（代），黑体=Noto Sans SC（代）',
  )
})

test('an official face of the machine goes first, with the shipped one behind it', () => {
  mkdirSync(join(folder, 'sub'))
  writeFileSync(join(folder, 'sub', 'SIMFANG.TTF'), 'face')
  const { roles, blobs, statement } = findReportFonts([folder])
  expect(roles.body.families).toEqual(['FangSong', 'Noto Serif SC'])
  expect(blobs).toHaveLength(4)
  expect(statement).toContain('仿宋=FangSong，小标宋=Noto Serif SC（代）')
})
