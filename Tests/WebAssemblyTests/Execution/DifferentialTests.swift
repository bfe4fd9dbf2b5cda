import EngineTesting
import Testing
import WebAssembly

/// The engine against the reference interpreter; many more seeds by
/// `swift run -c release differential --seed S --count N`.
@Suite struct DifferentialTests {
  @Test(arguments: 0..<8)
  func randomModulesAgree(slice: Int) throws {
    let count = _isDebugAssertConfiguration() ? 4 : 60
    for position in 0..<count {
      // Seeds that make huge frames are slow in debug; one slice has a few.
      let seed = UInt64(position * 8 + slice)
      if _isDebugAssertConfiguration(), ModuleShapeChoice(seed: seed).idleLocals > 0,
        position > 1
      {
        continue
      }
      var differential = Differential(seed: seed)
      try differential.run()
    }
  }

  @Test func generatedModulesRunForAWhile() throws {
    // A generator whose modules all trap at once would prove nothing.
    var summary = Differential.Summary()
    for seed in 1..<3 as Range<UInt64> {
      var differential = Differential(seed: seed)
      try differential.run()
      summary += differential.summary
    }
    #expect(summary.finished > summary.calls / 4)
    #expect(summary.operators > UInt64(summary.calls) * 20)
    #expect(summary.stops > 0)
  }
}
