// Embedded Swift: reference-counted objects behind a class-bound protocol. A tree of shapes is
// built, measured, transformed, and taken apart again and again.

protocol Shape: AnyObject {
  func area() -> Double
  func scaled(by factor: Double) -> any Shape
}

final class Disc: Shape {
  let radius: Double
  init(radius: Double) { self.radius = radius }
  func area() -> Double { 3.141592653589793 * radius * radius }
  func scaled(by factor: Double) -> any Shape { Disc(radius: radius * factor) }
}

final class Box: Shape {
  let width: Double
  let height: Double
  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }
  func area() -> Double { width * height }
  func scaled(by factor: Double) -> any Shape {
    Box(width: width * factor, height: height * factor)
  }
}

final class Group: Shape {
  let members: [any Shape]
  init(_ members: [any Shape]) { self.members = members }
  func area() -> Double { members.reduce(0) { $0 + $1.area() } }
  func scaled(by factor: Double) -> any Shape { Group(members.map { $0.scaled(by: factor) }) }
}

private func build(depth: Int, _ seed: inout UInt32) -> any Shape {
  seed = seed &* 1_664_525 &+ 1_013_904_223
  let size = Double(seed >> 24) / 16 + 1
  guard depth > 0 else {
    return seed >> 16 & 1 == 0 ? Disc(radius: size) : Box(width: size, height: size / 2)
  }
  return Group((0..<4).map { _ in build(depth: depth - 1, &seed) })
}

/// The program.
@_cdecl("_start")
public func start() {
  let depth = argument(1, otherwise: 5)
  let rounds = argument(2, otherwise: 20)
  var seed: UInt32 = 42
  var scene = build(depth: depth, &seed)
  var total = 0.0
  for round in 0..<rounds {
    total += scene.area()
    scene = scene.scaled(by: round % 2 == 0 ? 1.25 : 0.8)
  }
  print("scene: \(Int(total)) after \(rounds) rounds")
}
