import Foundation
import Testing
import WebAssembly
import WebAssemblyText

@Suite struct PrintingTests {
  private func print(_ text: String) throws -> String {
    String(decoding: try TextFormat.text(from: try TextFormat.binary(from: text)), as: UTF8.self)
  }

  @Test func printsAModule() throws {
    let text = """
      (module $M
        (type $point (struct (field $x (mut i32)) (field i8)))
        (import "a" "b" (func $log (param i32)))
        (memory $m 1 2)
        (global $g (mut f64) (f64.const 0.1))
        (func $f (export "f") (param $p i32) (result i32) (local i64 i64) (local $q f32)
          (if (result i32) (local.get $p)
            (then (i32.load offset=8 align=1 (i32.const -1)))
            (else (call $log (i32.const 2)) (br 1 (i32.const 3)))))
        (data (i32.const 0) "a\\00\\"é"))
      """
    let expected = """
      (module $M
        (type $point (;0;) (struct (field $x (mut i32)) (field i8)))
        (type (;1;) (func (param i32)))
        (type (;2;) (func (param i32) (result i32)))
        (import "a" "b" (func $log (;0;) (type 1) (param i32)))
        (memory $m (;0;) 1 2)
        (global $g (;0;) (mut f64) f64.const 0.1)
        (export "f" (func $f))
        (func $f (;1;) (type 2) (param $p i32) (result i32)
          (local i64) (local i64)
          (local $q f32)
          local.get $p
          if (result i32) (;@1;)
            i32.const -1
            i32.load offset=8 align=1
          else
            i32.const 2
            call $log
            i32.const 3
            br 1
          end)
        (data (;0;) (offset i32.const 0) "a\\00\\"\\c3\\a9"))

      """
    #expect(try print(text) == expected)
  }

  @Test(arguments: [
    "(func $f) (func (@name \"f\") call $f)", "(func $\"a b\") (func $\"\\u{202e}\\\"\")",
    "(module (@name \"\"))", "(func (@name \"\"))", "(rec) (rec (type (func)) (type (array i8)))",
    "(func block (result i32) i32.const 1 end drop try_table (catch_all 0) end)",
    "(func f32.const nan:0x1 drop f32.const -nan drop f64.const -inf drop f32.const 1e-45 drop)",
    "(func f64.const 4.9e-324 drop f64.const 1.7976931348623157e308 drop f64.const -0 drop)",
    "(func v128.const i64x2 -1 1 drop i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31)",
    "(func select (result i32) select select (result) br_table 0 0)",
    "(func ref.test (ref any) ref.test anyref ref.cast (ref null 0) br_on_cast 0 anyref (ref i31))",
    "(memory 1 2 shared) (memory i64 3) (memory 1 (pagesize 1)) (table i64 1 2 externref)",
    "(table 1 (ref func) (ref.func 0)) (func) (elem declare func 0) (elem (ref func) (ref.func 0))",
    "(elem (table 1) (i32.const 0) func) (elem (i32.const 0) externref) (data (memory 1) (i32.const 0))",
    "(func memory.init 1 0 memory.copy memory.copy 1 0 table.init 1 0 table.copy 0 1) (data)",
    "(func i32.load 1 offset=4294967296 align=4 v128.load8_lane 1 offset=1 3)",
    "(tag $t (param i32)) (func throw $t call_indirect 1 (type 0) call_indirect (param i32))",
    "(import \"\" \"\" (func $f (param $x i32))) (start $f)", "(func (param $x (@name \"y\") i32))",
    "(@custom \"a\" (before first) \"\\00\") (@custom \"b\" (after type)) (type (func)) (@custom \"c\")",
    "(func $f) (@custom \"a\") (@custom \"b\" (after code))", "(@custom \"a\")",
    "(func (@metadata.code.branch_hint \"\\01\") if end)", "(func struct.get 0 1)",
    "(type $s (struct (field $f i32) (field $f2 i32))) (func struct.get $s $f2)",
    "(type (sub (func))) (type (sub final 0 (func)))", "(global (ref null 0) ref.null 0)",
    "(global i32 block (result i32) i32.const 0 br 0 end)",
  ])
  func readsBackWhatItPrints(_ text: String) throws {
    let binary = try TextFormat.binary(from: text)
    let printed = try TextFormat.text(from: binary)
    #expect(
      try TextFormat.binary(from: printed) == binary, "\(String(decoding: printed, as: UTF8.self))")
  }

  private static let folders = [
    "", "custom", "proposals/threads", "proposals/custom-page-sizes", "proposals/wide-arithmetic",
  ]

  @Test(
    .enabled(if: SuiteFiles.directory != nil, "skipped: no official suite beside the package"),
    arguments: folders)
  func readsBackTheSuite(folder: String) throws {
    var textCount = 0
    var binaryCount = 0
    for (name, bytes) in try SuiteFiles.scripts(in: folder) {
      for command in try Script(bytes).commands {
        guard let module = validModule(command.kind) else { continue }
        let binary = try module.binary()
        // What the decoder refuses, mostly limits of modules meant to be invalid, can't be
        // printed.
        guard let printed = try? TextFormat.text(from: binary) else { continue }
        let again = try TextFormat.binary(from: printed)
        if module.isBinary {
          // Numbers may have been longer than need be; what they say is the same.
          binaryCount += 1
          if places(removedFrom: try TextFormat.text(from: again)) != places(removedFrom: printed) {
            Issue.record("\(name), line \(command.line)")
          }
        } else {
          textCount += 1
          if again != binary { Issue.record("\(name), line \(command.line)") }
        }
      }
    }
    #expect(textCount > (folder.isEmpty ? 4_500 : 5))
    #expect(binaryCount > (folder.isEmpty ? 50 : -1))
  }

  /// A text without the places of custom sections: those around an empty section, which the text
  /// format has no words for, are around its neighbour when read again.
  private func places(removedFrom text: [UInt8]) -> String {
    String(decoding: text, as: UTF8.self).replacing(#/ \((before|after) [a-z ]+\)/#, with: "")
  }

  private func validModule(_ kind: Script.Kind) -> ScriptModule? {
    switch kind {
    case .module(let module), .definition(let module), .assertInvalid(let module, _),
      .assertUnlinkable(let module, _), .assertUninstantiable(let module, _):
      module
    default: nil
    }
  }

  @Test func readsBackRealPrograms() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Fixtures")
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    var count = 0
    for name in (names ?? []).sorted() where name.hasSuffix(".wasm") {
      let binary = Array(try Data(contentsOf: folder.appending(path: name)))
      // The larger ones take long in debug builds and hold nothing that the others do not.
      if _isDebugAssertConfiguration() && binary.count > 60_000 { continue }
      count += 1
      let printed = try TextFormat.text(from: binary)
      let again = try TextFormat.binary(from: printed)
      #expect(try TextFormat.text(from: again) == printed, "\(name)")
      #expect(try Module(bytes: again).exports == Module(bytes: binary).exports, "\(name)")
    }
    #expect(count > 50)
  }

  @Test func boundsItsOutput() throws {
    let name = String(repeating: "n", count: 10_000)
    let calls = String(repeating: "call 0 ", count: 10_000)
    var limits = TextLimits()
    limits.sourceSize = 1_000_000
    let binary = try TextFormat.binary(from: "(func $\(name) \(calls))")
    let error = #expect(throws: ModuleError.self) {
      try TextFormat.text(from: binary, limits: limits)
    }
    #expect(error?.code == .limitExceeded)
    // Indentation stops growing.
    let depth = 20_000
    let blocks =
      String(repeating: "block ", count: depth) + String(repeating: "end ", count: depth)
    #expect(
      try TextFormat.text(from: try TextFormat.binary(from: "(func \(blocks))")).count < 200 * depth
    )
  }

  @Test func refusesMalformedCode() throws {
    for code: [UInt8] in [[0x05], [0x0B, 0x0B], [0x02, 0x40], [0xFF]] {
      #expect(throws: ModuleError.self) { try TextFormat.text(from: Binary.function(code)) }
    }
    #expect(throws: ModuleError.self) { try TextFormat.text(from: []) }
  }
}
