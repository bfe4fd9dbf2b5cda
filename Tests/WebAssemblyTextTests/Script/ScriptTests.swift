import Testing
import WebAssembly
import WebAssemblyText

@Suite struct ScriptTests {
  private func kinds(_ text: String) throws -> [Script.Kind] {
    try Script(Array(text.utf8)).commands.map(\.kind)
  }

  @Test func readsCommandsWithTheirLines() throws {
    let script = try Script(Array("(module)\n\n(register \"a\" $b) (invoke \"f\")".utf8))
    #expect(script.commands.map(\.line) == [1, 3, 3])
  }

  @Test func readsModules() throws {
    let text = """
      (module $A (func)) (module binary "\\00a" "sm") (module $Q quote "(func" ")")
      (module definition $D) (module instance $I $D) (module instance)
      """
    let kinds = try kinds(text)
    guard kinds.count == 6, case .module(let first) = kinds[0], case .module(let second) = kinds[1],
      case .module(let third) = kinds[2], case .definition(let fourth) = kinds[3],
      case .instance("I", definition: "D") = kinds[4],
      case .instance(nil, definition: nil) = kinds[5]
    else {
      Issue.record("\(kinds)")
      return
    }
    #expect(first.name == "A")
    #expect(try first.binary() == TextFormat.binary(from: "(module $A (func))"))
    #expect(try second.binary() == [0, 0x61, 0x73, 0x6D])
    #expect(third.name == "Q")
    #expect(try third.binary() == TextFormat.binary(from: "(func)"))
    #expect(fourth.name == "D")
  }

  @Test func takesFieldsForAModule() throws {
    let kinds = try kinds("(func) (memory 0)")
    guard kinds.count == 1, case .module(let module) = kinds[0] else {
      Issue.record("\(kinds)")
      return
    }
    #expect(try module.binary() == TextFormat.binary(from: "(func) (memory 0)"))
  }

  @Test func keepsErrorsOfModulesForLater() throws {
    let kinds = try kinds("(module (func $f (foo))) (invoke \"f\")")
    guard kinds.count == 2, case .module(let module) = kinds[0] else {
      Issue.record("\(kinds)")
      return
    }
    #expect(throws: TextError.self) { try module.binary() }
  }

  @Test func readsValues() throws {
    let text = """
      (invoke $m "f" (i32.const -1) (i64.const 2) (f32.const -0) (f64.const nan:0x4)
        (v128.const i32x4 1 0 0 0) (ref.null func) (ref.extern 3) (ref.host 4))
      """
    guard case .action(.invoke("m", "f", let arguments)) = try kinds(text).first else {
      Issue.record("no action")
      return
    }
    #expect(
      arguments == [
        .i32(.max), .i64(2), .f32(0x8000_0000), .f64(0x7FF0_0000_0000_0004),
        .v128([1] + Array(repeating: 0, count: 15)), .reference(.null(.function)),
        .reference(.external(3)), .reference(.host(4)),
      ])
  }

  @Test func readsPatterns() throws {
    let text = """
      (assert_return (get "g") (i32.const 1) (f32.const nan:canonical) (f64.const nan:arithmetic)
        (v128.const f32x4 1 nan:canonical nan:arithmetic 0) (v128.const f64x2 0 nan:canonical)
        (ref.null) (ref.null any) (ref.null $t) (ref.func) (ref.func 1) (ref.extern) (ref.extern 1)
        (ref.i31) (ref.eq) (ref.struct) (ref.array) (ref.any) (ref.host 2)
        (either (i32.const 1) (i32.const 2)))
      """
    guard case .assertReturn(.get(nil, "g"), let patterns) = try kinds(text).first else {
      Issue.record("no assertion")
      return
    }
    let references: [ResultPattern.Reference] = [
      .null, .null, .null, .function, .function, .external(nil), .external(1), .i31, .eq,
      .structure, .array, .any, .host(2),
    ]
    let expected: [ResultPattern] =
      [
        .i32(1), .f32(.canonicalNaN), .f64(.arithmeticNaN),
        .f32x4([.bits(0x3F80_0000), .canonicalNaN, .arithmeticNaN, .bits(0)]),
        .f64x2([.bits(0), .canonicalNaN]),
      ] + references.map { .reference($0) } + [.either([.i32(1), .i32(2)])]
    #expect(patterns == expected)
  }

  @Test(arguments: [
    "(foo)", "module", "(module", "(invoke f)", "(assert_return (module))", "(assert_trap)",
    "(assert_return (invoke \"f\") (i32.add))", "(assert_invalid (invoke \"f\") \"\")",
    "(assert_return (invoke \"f\") (either (either)))", "(register a)", "(func) (invoke \"f\")x",
    "(assert_return (invoke \"f\") (v128.const f32x4 1 2 3))", "(module))",
  ])
  func refuses(_ text: String) {
    // A script that is one malformed module keeps its error for later, all others fail here.
    do throws(TextError) {
      let script = try Script(Array(text.utf8))
      guard script.commands.count == 1, case .module(let module) = script.commands[0].kind else {
        Issue.record("read \(text)")
        return
      }
      #expect(throws: TextError.self) { try module.binary() }
    } catch {
      #expect(!error.message.isEmpty)
    }
  }

  @Test func matchesNaNs() {
    #expect(ResultPattern.f32(.canonicalNaN).matches(.f32(0xFFC0_0000)))
    #expect(!ResultPattern.f32(.canonicalNaN).matches(.f32(0x7FC0_0001)))
    #expect(ResultPattern.f32(.arithmeticNaN).matches(.f32(0x7FC0_0001)))
    #expect(!ResultPattern.f32(.arithmeticNaN).matches(.f32(0x7F80_0001)))
    #expect(!ResultPattern.f32(.arithmeticNaN).matches(.f32(0x7F80_0000)))
    #expect(!ResultPattern.f32(.bits(0)).matches(.f32(0x8000_0000)))
    #expect(ResultPattern.f64(.canonicalNaN).matches(.f64(0x7FF8_0000_0000_0000)))
    #expect(!ResultPattern.f64(.bits(0)).matches(.f32(0)))
    let lanes: [UInt8] = [0, 0, 0xC0, 0xFF] + Array(repeating: 0, count: 12)
    #expect(
      ResultPattern.f32x4([.canonicalNaN, .bits(0), .bits(0), .bits(0)]).matches(.v128(lanes)))
    #expect(!ResultPattern.f64x2([.canonicalNaN, .bits(0)]).matches(.v128(lanes)))
  }

  @Test func matchesReferences() {
    let matches = { (pattern: ResultPattern.Reference, value: ScriptReference) in
      ResultPattern.reference(pattern).matches(.reference(value))
    }
    #expect(matches(.null, .null(nil)) && matches(.null, .null(.any)))
    #expect(matches(.external(nil), .external(4)) && matches(.external(4), .external(4)))
    #expect(!matches(.external(3), .external(4)) && !matches(.external(nil), .null(.external)))
    #expect(matches(.eq, .i31(1)) && matches(.any, .structure) && matches(.any, .host(1)))
    #expect(!matches(.eq, .host(1)) && !matches(.function, .structure))
    #expect(ResultPattern.either([.i32(1), .i32(2)]).matches(.i32(2)))
    #expect(!ResultPattern.either([.i32(1), .i32(2)]).matches(.i32(3)))
  }
}
