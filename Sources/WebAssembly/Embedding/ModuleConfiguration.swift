/// How a module is checked and translated.
public struct ModuleConfiguration: Hashable, Sendable {
  /// Whether its code counts fuel; without it `fuel` has no effect and nothing is counted.
  public var isMetered = false
  /// Whether every NaN an operator makes is the canonical one, so that results are the same on
  /// any machine.
  public var canonicalizesNaNs = false
  /// What the module may consist of.
  public var limits = ModuleLimits()
  /// What the module may use.
  public var features = FeatureSet.executable

  /// The defaults: not metered, NaNs as the machine makes them.
  public init(isMetered: Bool = false, canonicalizesNaNs: Bool = false) {
    self.isMetered = isMetered
    self.canonicalizesNaNs = canonicalizesNaNs
  }
}
