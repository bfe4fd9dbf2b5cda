import EngineTesting
import Testing
import WebAssembly
import WebAssemblyText

/// A slice of the differential cases: 1,000 in debug, 5,000 in release; many more seeds by
/// `swift run -c release differential --seed S --count N`.
@Suite struct DifferentialTests {
  private static let isDebug = _isDebugAssertConfiguration()

  @Test(arguments: 0..<8)
  func theReferenceInterpreterAgrees(slice: Int) throws {
    for position in 0..<(Self.isDebug ? 10 : 125) {
      // Seeds that make huge frames are slow in debug; one slice has a few.
      let seed = UInt64(position * 8 + slice)
      if Self.isDebug, ModuleShapeChoice(seed: seed).idleLocals > 0, position > 1 { continue }
      var differential = Differential(seed: seed)
      try differential.run()
    }
  }

  @Test(arguments: 0..<8)
  func allWaysOfRunningAgree(slice: Int) throws {
    for position in 0..<(Self.isDebug ? 60 : 250) {
      var comparison = SelfComparison(seed: UInt64(position * 8 + slice))
      _ = try comparison.run()
    }
  }

  @Test(arguments: 0..<8)
  func allWaysOfRunningAgreeOnMutants(slice: Int) throws {
    var refused = 0
    var overLimits = 0
    let count = Self.isDebug ? 60 : 250
    for position in 0..<count {
      let seed = UInt64(position * 8 + slice)
      var comparison = SelfComparison(seed: seed, bytes: ModuleMutator.module(seed: seed))
      do {
        _ = try comparison.run()
      } catch let error as ModuleError {
        if error.code == .limitExceeded { overLimits += 1 }
        refused += 1
      }
    }
    // Some are valid, most are not.
    #expect(refused > count / 4 && refused < count)
    // A damaged number may ask for more than there may be, but that is not why most are refused.
    #expect(overLimits < count / 50)
  }

  @Test func featureModulesRunForAWhile() throws {
    var summary = Differential.Summary()
    var used: Set<String> = []
    for seed in 1..<30 as Range<UInt64> {
      var comparison = SelfComparison(seed: seed)
      _ = try comparison.run()
      summary += comparison.summary
    }
    for seed in 1..<400 as Range<UInt64> {
      var choice = ModuleShapeChoice(featureSeed: seed)
      choice.operators = 400
      choice.hasRelaxedVectors = true
      let text = try TextFormat.text(from: ModuleGenerator.module(seed: seed, choice: choice))
      used.formUnion(
        String(decoding: text, as: UTF8.self).split { " ()\n".contains($0) }.map(String.init))
    }
    #expect(summary.finished > summary.calls / 3)
    #expect(summary.stops > 0)
    // What the generator never makes is never compared.
    let known = FeatureSet.executable.union(.wideArithmetic)
    let missing = Opcode.allCases.filter { known.contains($0.instruction.feature) }
      .map { String($0.mnemonic.prefix { $0 != " " }) }.filter { !used.contains($0) }
    #expect(missing.isEmpty, "\(missing)")
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
