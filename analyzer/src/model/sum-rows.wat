;; Weighted sums of eight-bit rows, sixteen columns at a time.
(module
  (memory (export "memory") 1)
  ;; For each of `count` entries of eight bytes at `list` (address of a row i32, factor i16, unused): adds
  ;; factor * row[column] for the sixteen columns from `column` on; leaves sixteen i32 at `out`.
  (func (export "sum") (param $list i32) (param $count i32) (param $column i32) (param $out i32)
    (local $end i32) (local $row v128) (local $half v128) (local $factor v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $end (i32.add (local.get $list) (i32.shl (local.get $count) (i32.const 3))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $list) (local.get $end)))
        (local.set $row (v128.load align=1 (i32.add (i32.load (local.get $list)) (local.get $column))))
        (local.set $factor (v128.load16_splat offset=4 (local.get $list)))
        (local.set $half (i16x8.extend_low_i8x16_s (local.get $row)))
        (local.set $a (i32x4.add (local.get $a) (i32x4.extmul_low_i16x8_s (local.get $half) (local.get $factor))))
        (local.set $b (i32x4.add (local.get $b) (i32x4.extmul_high_i16x8_s (local.get $half) (local.get $factor))))
        (local.set $half (i16x8.extend_high_i8x16_s (local.get $row)))
        (local.set $c (i32x4.add (local.get $c) (i32x4.extmul_low_i16x8_s (local.get $half) (local.get $factor))))
        (local.set $d (i32x4.add (local.get $d) (i32x4.extmul_high_i16x8_s (local.get $half) (local.get $factor))))
        (local.set $list (i32.add (local.get $list) (i32.const 8)))
        (br $next)))
    (v128.store (local.get $out) (local.get $a))
    (v128.store offset=16 (local.get $out) (local.get $b))
    (v128.store offset=32 (local.get $out) (local.get $c))
    (v128.store offset=48 (local.get $out) (local.get $d))))
