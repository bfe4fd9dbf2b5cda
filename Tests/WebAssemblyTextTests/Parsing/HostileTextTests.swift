import SeededTesting
import Testing
import WebAssembly
import WebAssemblyText

/// Texts nobody would write: they give errors, or modules that print and read back.
@Suite struct HostileTextTests {
  private static let pieces = [
    "(", ")", "\"", "$x", "(@name \"a\")", "(@custom \"q\" (after func))", "(;", ";)", ";;", "end",
    "else", "(then", "(else", "0xffffffffffffffff", "-1", "nan:0x1", "(type 0)", "(param", "i32",
    "(ref null 5)", "\\", "align=8", "offset=1", "(import \"\" \"\")", "(elem", "(data", "(rec",
    "(sub", "if", "block", "try_table", "(catch 0 0)", "v128.const", "i8x16", "br_table", "\u{e9}",
    "(@metadata.code.branch_hint \"\\01\")", "(pagesize 0)", "4294967295", "(module", "definition",
  ].map { Array($0.utf8) + [0x20] }

  private static let source = Array(
    """
    (module $m (@name "n") (@custom "c" (before code) "x")
      (type $t (func (param i32) (result i32)))
      (rec (type $s (sub (struct (field $f (mut i32)) (field (ref null $a)))))
        (type $a (array i8)))
      (import "a" "b" (func $i (param $p i64)))
      (memory $mem (data "abc\\00")) (table $tab funcref (elem $f $i))
      (global $g (mut i32) (i32.const -0x1)) (tag $e (param i32))
      (func $f (export "f") (type $t) (local $l f64) (local i32 i32)
        block $b (result i32)
          (try_table (catch $e $b) (throw $e (i32.const 1)))
          (if (local.get 0) (then (br_if $b (i32.const 1) (local.get 0)) drop) (else nop))
          (local.set $l (f64.const 0x1.8p-3)) (i32.load8_u offset=4 (i32.const 0))
        end $b)
      (func (drop (v128.const i32x4 1 2 3 4)) (drop (struct.get $s $f (ref.null $s)))
        (call_indirect $tab (type $t) (i32.const 0) (i32.const 1)) drop (memory.init 1))
      (elem declare func $f) (data "x") (start 1))
    """.utf8)

  @Test func survivesMutations() throws {
    var system = SystemRandomNumberGenerator()
    let seed = system.next()
    var random = SeededGenerator(seed: seed)
    var readCount = 0
    for number in 0..<2_000 {
      var text = Self.source
      for _ in 0...Int(random.next() % 3) { mutate(&text, &random) }
      guard let binary = try? TextFormat.binary(from: text) else { continue }
      readCount += 1
      guard let printed = try? TextFormat.text(from: binary) else { continue }
      let again = try? TextFormat.binary(from: printed)
      #expect(again == binary, "seed \(seed), case \(number)")
    }
    #expect(readCount > 5)
  }

  private func mutate(_ text: inout [UInt8], _ random: inout SeededGenerator) {
    let place = Int(random.next() % UInt64(text.count + 1))
    let end = min(text.count, place + Int(random.next() % 20))
    switch random.next() % 5 {
    case 0:
      text.insert(
        contentsOf: Self.pieces[Int(random.next() % UInt64(Self.pieces.count))], at: place)
    case 1: if place < text.count { text[place] = UInt8(truncatingIfNeeded: random.next()) }
    case 2: text.removeSubrange(place..<end)
    case 3: text.insert(contentsOf: text[place..<end], at: Int(random.next() % UInt64(place + 1)))
    default: if place < text.count { text[place] = Array("()\"$ ;".utf8)[Int(random.next() % 6)] }
    }
  }

  private static let many = 10_000

  @Test(arguments: [
    ("", "(data (i32.const 0))", ""), ("", "(@custom \"\")", ""),
    ("", "(func (param $x (@name \"y\") i32) (local $y i64))", ""),
    ("(func ", "(@metadata.code.branch_hint \"\\01\") if end ", ")"),
    ("(func (local ", "i32 i64 ", "))"), ("(func br_table ", "0 ", "0)"),
    ("(rec ", "(type (struct (field (ref 0))))", ")"),
  ])
  func readsLongLists(_ before: String, _ unit: String, _ after: String) throws {
    let text = before + String(repeating: unit, count: Self.many) + after
    #expect(try TextFormat.binary(from: text).count > Self.many)
  }

  @Test func readsManyIdentifiers() throws {
    let locals = (0..<Self.many).map { "(local $l\($0) i32)" }.joined()
    #expect(try TextFormat.binary(from: "(func \(locals))").count > Self.many)
    let functions = (0..<Self.many).map { "(func $f\($0) call $f\(Self.many - 1 - $0))" }
    #expect(try TextFormat.binary(from: functions.joined()).count > Self.many)
  }

  @Test(arguments: [
    ("(func $\"", "unexpected token"), ("(@name \"\")", "@name annotation: multiple module"),
    ("(@x ", "unclosed annotation"), ("(module (foo))", "unknown operator foo"),
  ])
  func refusesLongLists(_ unit: String, _ message: String) throws {
    #expect(Binary.error(String(repeating: unit, count: Self.many))?.message == message)
  }

  @Test func keepsManyErrorsOfOneScript() throws {
    let text = String(repeating: "(module (foo))", count: Self.many)
    #expect(try Script(Array(text.utf8)).commands.count == Self.many)
  }
}
