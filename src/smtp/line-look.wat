;; What every byte of a message goes through, sixteen at a time: the same in JavaScript takes longer than all else that a
;; large message costs. `npm run build:wasm` puts it into line-look-module.ts; a test compares the two.
(module
  ;; First page: the last bytes of a look. Second: what sockets are read into. Third and fourth: copies of other bytes.
  ;; Fifth and sixth: bytes without their stuffed dots.
  (memory (export "memory") 6)

  ;; Looks at $size bytes, a multiple of 256, from $at + 1 on; the one before them is at $at. Answers bits: 1 a bare CR or
  ;; LF, 2 some 256 bytes without LF, 4 a byte above 127, 8 a NUL, 16 a dot behind an LF.
  (func (export "look") (param $at i32) (param $size i32) (result i32)
    (local $end i32) (local $group i32) (local $sparse i32)
    (local $bytes v128) (local $before v128) (local $lf v128)
    (local $lines v128) (local $bare v128) (local $dotted v128) (local $high v128) (local $least v128)
    (local $LF v128) (local $CR v128) (local $DOT v128)
    (local.set $LF (i8x16.splat (i32.const 10)))
    (local.set $CR (i8x16.splat (i32.const 13)))
    (local.set $DOT (i8x16.splat (i32.const 46)))
    (local.set $least (i8x16.splat (i32.const 255)))
    (local.set $end (i32.add (local.get $at) (local.get $size)))
    (block $done
      (loop $groups
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $group (i32.add (local.get $at) (i32.const 256)))
        (local.set $lines (v128.const i64x2 0 0))
        (loop $steps
          (local.set $bytes (v128.load offset=1 align=1 (local.get $at)))
          (local.set $before (v128.load align=1 (local.get $at)))
          (local.set $lf (i8x16.eq (local.get $bytes) (local.get $LF)))
          (local.set $lines (v128.or (local.get $lines) (local.get $lf)))
          (local.set $bare (v128.or (local.get $bare)
            (v128.xor (local.get $lf) (i8x16.eq (local.get $before) (local.get $CR)))))
          (local.set $dotted (v128.or (local.get $dotted)
            (v128.and (i8x16.eq (local.get $bytes) (local.get $DOT)) (i8x16.eq (local.get $before) (local.get $LF)))))
          (local.set $high (v128.or (local.get $high) (local.get $bytes)))
          (local.set $least (i8x16.min_u (local.get $least) (local.get $bytes)))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br_if $steps (i32.lt_u (local.get $at) (local.get $group))))
        (local.set $sparse (i32.or (local.get $sparse) (i32.eqz (v128.any_true (local.get $lines)))))
        (br $groups)))
    (i32.or
      (i32.or (v128.any_true (local.get $bare)) (i32.shl (local.get $sparse) (i32.const 1)))
      (i32.or
        (i32.or
          (i32.shl (i32.ne (i8x16.bitmask (local.get $high)) (i32.const 0)) (i32.const 2))
          (i32.shl (i32.eqz (i8x16.all_true (local.get $least))) (i32.const 3)))
        (i32.shl (v128.any_true (local.get $dotted)) (i32.const 4)))))

  ;; Copies $size bytes from $at + 2 on to $to, without the dots behind CRLF; the two before them are at $at. Answers where
  ;; the copy ends; up to 16 bytes behind it are written over.
  (func (export "unstuff") (param $at i32) (param $size i32) (param $to i32) (result i32)
    (local $end i32) (local $dots i32) (local $from i32) (local $dot i32)
    (local.set $end (i32.add (local.get $at) (local.get $size)))
    (block $done
      (loop $groups
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $dots (i8x16.bitmask (v128.and
          (i8x16.eq (v128.load offset=2 align=1 (local.get $at)) (i8x16.splat (i32.const 46)))
          (v128.and
            (i8x16.eq (v128.load offset=1 align=1 (local.get $at)) (i8x16.splat (i32.const 10)))
            (i8x16.eq (v128.load align=1 (local.get $at)) (i8x16.splat (i32.const 13)))))))
        ;; Dots behind the end are none.
        (if (i32.lt_u (i32.sub (local.get $end) (local.get $at)) (i32.const 16))
          (then (local.set $dots (i32.and (local.get $dots)
            (i32.sub (i32.shl (i32.const 1) (i32.sub (local.get $end) (local.get $at))) (i32.const 1))))))
        (local.set $from (i32.const 0))
        ;; Sixteen bytes are written each time, and only those up to the next dot stay.
        (block $whole
          (loop $more
            (br_if $whole (i32.eqz (local.get $dots)))
            (v128.store align=1 (local.get $to)
              (v128.load offset=2 align=1 (i32.add (local.get $at) (local.get $from))))
            (local.set $dot (i32.ctz (local.get $dots)))
            (local.set $to (i32.add (local.get $to) (i32.sub (local.get $dot) (local.get $from))))
            (local.set $from (i32.add (local.get $dot) (i32.const 1)))
            (local.set $dots (i32.and (local.get $dots) (i32.sub (local.get $dots) (i32.const 1))))
            (br $more)))
        (v128.store align=1 (local.get $to)
          (v128.load offset=2 align=1 (i32.add (local.get $at) (local.get $from))))
        (local.set $to (i32.add (local.get $to) (i32.sub (i32.const 16) (local.get $from))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $groups)))
    (i32.sub (local.get $to) (i32.sub (local.get $at) (local.get $end)))))
