#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
import Testing

@testable import CapnProtoRPC

/// Random traces, watched by a model: see `World`.
@Suite struct RandomTraceTests {
  private func run(seed: UInt64, vats: Int, steps: Int, cuts: Bool = false, tells: Bool = false) {
    let world = World(seed: seed, vats: vats)
    if tells { world.story = [] }
    showsNumbers = tells
    for step in 0..<steps {
      world.step()
      if cuts, step == steps / 2 { world.cut() }
      if !world.problems.isEmpty { break }
    }
    world.end()
    world.check()
    for line in world.story ?? [] { print(line) }
    #expect(world.problems.isEmpty, "seed \(seed), \(vats) vats: \(world.problems)")
  }

  @Test(arguments: [2, 3]) func keepsItsPromises(vats: Int) {
    for seed in 1...150 { run(seed: UInt64(seed), vats: vats, steps: 300) }
  }

  @Test(arguments: [2, 3]) func losesConnectionsWell(vats: Int) {
    for seed in 1...60 { run(seed: UInt64(seed), vats: vats, steps: 300, cuts: true) }
  }

  /// Many more traces than a test should take: `SEEDS=1000..2000 swift test --filter runsManySeeds`.
  @Test(.enabled(if: environment("SEEDS") != nil)) func runsManySeeds() {
    let bounds = (environment("SEEDS") ?? "").split(separator: ".").compactMap { Int($0) }
    guard bounds.count == 2, bounds[0] < bounds[1] else { return }
    let steps = environment("STEPS").flatMap { Int($0) }
    for seed in bounds[0]..<bounds[1] {
      run(
        seed: UInt64(seed), vats: 2 + seed % 3, steps: steps ?? 100 + seed % 900,
        cuts: seed % 5 == 0)
    }
  }

  /// Tells the story of one seed: `TRACE=9,2,300 swift test --filter tellsOneStory`.
  @Test(.enabled(if: environment("TRACE") != nil)) func tellsOneStory() {
    let numbers = (environment("TRACE") ?? "").split(separator: ",").compactMap { Int($0) }
    guard numbers.count >= 3 else { return }
    run(
      seed: UInt64(numbers[0]), vats: numbers[1], steps: numbers[2], cuts: numbers.count > 3,
      tells: true)
  }
}

private func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
