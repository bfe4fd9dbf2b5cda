import Testing
import WebAssemblyText

/// An engine that knows some functions by name, and modules by their size.
private struct FakeEngine: ScriptEngine {
  var registered: [String: Int] = [:]
  var instanceCount = 0

  mutating func compile(_ bytes: [UInt8]) throws(ScriptFailure) -> Int {
    if !TextFormat.isBinary(bytes) { throw ScriptFailure(.malformed, "magic header not detected") }
    if bytes.count > 80 { throw ScriptFailure(.invalid, "type mismatch: too large") }
    return bytes.count
  }

  mutating func instantiate(_ module: Int) throws(ScriptFailure) -> Int {
    if module == 8 + 5 { throw ScriptFailure(.unlinkable, "unknown import") }
    instanceCount += 1
    return instanceCount
  }

  mutating func register(_ instance: Int, as name: String) { registered[name] = instance }

  mutating func invoke(
    _ instance: Int, _ name: String, _ arguments: [ScriptValue]
  ) throws(ScriptFailure) -> [ScriptValue] {
    switch name {
    case "echo": return arguments
    case "number": return [.i32(UInt32(instance))]
    case "trap": throw ScriptFailure(.trap, "integer divide by zero")
    case "throw": throw ScriptFailure(.exception, "")
    case "recurse": throw ScriptFailure(.exhaustion, "call stack exhausted")
    case "later": throw ScriptFailure(.unsupported, "not yet")
    default: throw ScriptFailure(.missing, "no export \(name)")
    }
  }

  mutating func global(_ instance: Int, _ name: String) throws(ScriptFailure) -> ScriptValue {
    .i64(UInt64(instance))
  }
}

@Suite struct ScriptRunnerTests {
  private func run(_ text: String) throws -> ScriptReport {
    var runner = ScriptRunner(FakeEngine())
    return runner.run(try Script(Array(text.utf8)))
  }

  @Test func countsWhatPasses() throws {
    let report = try run(
      """
      (module $A) (module $B) (register "b" $B) (invoke "echo")
      (assert_return (invoke "number") (i32.const 2))
      (assert_return (invoke $A "number") (i32.const 1))
      (assert_return (get $A "g") (i64.const 1))
      (assert_return (invoke "echo" (i32.const 7)) (either (i32.const 6) (i32.const 7)))
      (assert_trap (invoke "trap") "integer divide by zero")
      (assert_exhaustion (invoke "recurse") "call stack exhausted")
      (assert_exception (invoke "throw"))
      (assert_malformed (module quote "(func (foo))") "unknown operator")
      (assert_malformed (module binary "") "magic header")
      (assert_invalid (module (memory 1) (data "\(String(repeating: "x", count: 99))")) "type mismatch")
      (assert_unlinkable (module (memory 1)) "unknown import")
      (module definition $D) (module instance $I $D)
      (assert_return (invoke $I "number") (i32.const 3))
      """)
    #expect(report.failures == [])
    #expect(report.passed == 18)
    #expect(report.failed == 0)
  }

  @Test(arguments: [
    "(assert_return (invoke \"echo\" (i32.const 1)) (i32.const 2))",
    "(assert_return (invoke \"echo\" (i32.const 1)))",
    "(assert_return (invoke \"trap\"))",
    "(assert_return (invoke $X \"echo\"))",
    "(assert_return (invoke \"nothing\"))",
    "(assert_trap (invoke \"echo\") \"integer divide by zero\")",
    "(assert_trap (invoke \"trap\") \"unreachable\")",
    "(assert_trap (invoke \"recurse\") \"call stack exhausted\")",
    "(assert_exhaustion (invoke \"trap\") \"call stack exhausted\")",
    "(assert_exception (invoke \"trap\"))",
    "(assert_malformed (module quote \"(func)\") \"unknown operator\")",
    "(assert_malformed (module quote \"(func (foo))\") \"unexpected token\")",
    "(assert_invalid (module binary \"\") \"magic header\")",
    "(assert_invalid (module) \"type mismatch\")",
    "(assert_unlinkable (module) \"unknown import\")",
    "(assert_trap (module) \"unreachable\")",
    "(module (func (foo)))", "(module instance $I $X)", "(register \"x\" $X)", "(invoke \"trap\")",
  ])
  func countsWhatFails(_ command: String) throws {
    let report = try run("(module) \n" + command)
    #expect(report.passed == 1)
    #expect(report.failed == 1)
    #expect(report.failures.first?.line == 2)
  }

  @Test func countsWhatIsSkipped() throws {
    let report = try run(
      "(module) (assert_return (invoke \"later\")) (assert_trap (invoke \"later\") \"x\")")
    #expect(report.skipped == 2)
    #expect(report.skips.count == 2)
    #expect(report.failed == 0)
  }

  @Test func doesNotFallBackToAnOlderInstance() throws {
    let report = try run("(module) (module (func (foo))) (assert_return (invoke \"echo\"))")
    #expect(report.passed == 1)
    #expect(report.failed == 2)
  }
}
