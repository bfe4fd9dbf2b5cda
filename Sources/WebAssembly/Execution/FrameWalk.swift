/// Goes over the frames of a stopped call, from the running function out to the one called from
/// outside.
struct FrameWalk {
  private(set) var instance: UnsafeMutablePointer<InstanceHeader>
  /// The instruction that runs, or the last byte of the call that does.
  private(set) var code: Code
  private(set) var frame: Frame
  /// How many calls across instances are still to be left.
  private(set) var crossingCount: Int
  private let crossings: [Execution.Crossing]

  init(_ execution: Execution) {
    let context = execution.context
    instance = context.pointee.instance
    code = context.pointee.code
    frame = context.pointee.frame
    crossings = execution.crossings
    crossingCount = crossings.count
  }

  var module: Module { instance.pointee.storage._withUnsafeGuaranteedRef { $0.module } }

  /// The function that runs, unless that is the host's.
  var place: CodeMap.Place? { module.shape.codeMap.place(of: code) }

  /// The link of the frame of a function.
  func link(_ place: CodeMap.Place) -> UnsafeMutableRawPointer {
    frame + Int(module.shape.records[place.index].linkOffset)
  }

  /// Goes to the caller of a function.
  ///
  /// - Returns: whether there is one.
  mutating func goOut(of place: CodeMap.Place) -> Bool {
    let link = link(place)
    let next = link.load(as: Code.self)
    if next == StaticCode.finish { return false }
    if next == StaticCode.restore {
      guard crossingCount > 0 else { return false }
      crossingCount -= 1
      instance = crossings[crossingCount].instance
      code = crossings[crossingCount].code - 1
      frame = crossings[crossingCount].frame
    } else {
      code = next - 1
      frame = link.load(fromByteOffset: 8, as: Frame.self)
    }
    return true
  }
}
