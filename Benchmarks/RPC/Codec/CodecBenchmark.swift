import CapnProto
import Foundation

/// A message of 1,000 structs, each with three numbers and a short text: built, and read.
enum CodecBenchmark {
  /// What one run measured, in microseconds.
  struct Times {
    var build: Double
    var read: Double
  }

  private static let count = 1_000
  private static let repetitions = 20
  private static let rounds = 200

  @inline(never) private static func build() -> MessageBuilder {
    let builder = MessageBuilder(sizeHint: 16_384)
    let items = builder.initRoot(Items.self).initItems(count: count)
    for index in 0..<count {
      let item = items[index]
      item.id = UInt64(index)
      item.age = UInt16(index & 63)
      item.active = index & 1 == 0
      item.setName("person name")
    }
    return builder
  }

  @inline(never) private static func read(_ message: Message) throws -> UInt64 {
    var sum: UInt64 = 0
    for item in try message.root(as: Items.self).items {
      sum &+= item.id &+ UInt64(item.age) &+ (item.active ? 1 : 0)
      sum &+= UInt64(try item.name.count)
    }
    return sum
  }

  /// The best of many rounds: other programs only make it slower.
  static func run() throws -> Times {
    let message = try build().finish()
    var sum: UInt64 = 0
    let times = Times(
      build: best { _ = build() }, read: try best { sum &+= try read(message.fresh()) })
    guard sum != 0 else { throw CapnProtoError(.schemaMismatch) }
    return times
  }

  private static func best(_ body: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<rounds {
      let start = ContinuousClock.now
      for _ in 0..<repetitions { try body() }
      let time = start.duration(to: .now)
      best = min(best, Double(time.components.attoseconds) * 1e-12 / Double(repetitions))
    }
    return best
  }

  /// Prints what this program measures, in the form that the C++ program uses too.
  static func printTimes() throws {
    let times = try run()
    print(String(format: "%.2f %.2f", times.build, times.read))
  }
}
