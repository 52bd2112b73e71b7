//! Small integers that stand for the ids of a scenario once it is compiled, one type a kind.

macro_rules! index_types {
    ($($(#[$note:meta])* $name:ident),* $(,)?) => {$(
        $(#[$note])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u16);
        impl $name {
            /// The place in the plan's list of this kind.
            pub fn index(self) -> usize {
                usize::from(self.0)
            }
        }
    )*};
}

index_types! {
    /// A person of the plan.
    PersonId,
    /// A fact of the plan; the first four are [`FactId::ME`], [`FactId::TRIED`], [`FactId::CALLED`], [`FactId::SEVERITY`].
    FactId,
    /// A system.
    SystemId,
    /// A symptom to look at.
    LookId,
    /// A repair.
    RepairId,
    /// A document.
    DocumentId,
    /// A conversation somebody else begins.
    ConversationId,
    /// A line one may say.
    LineId,
    /// A rule.
    RuleId,
    /// A deadline.
    DeadlineId,
    /// An ending.
    EndingId,
    /// A `For` of a condition, which remembers since when it holds.
    SpellId,
}

impl FactId {
    /// Who I am.
    pub const ME: FactId = FactId(0);
    /// What I looked at and did.
    pub const TRIED: FactId = FactId(1);
    /// Whom I called.
    pub const CALLED: FactId = FactId(2);
    /// The severity I declared.
    pub const SEVERITY: FactId = FactId(3);
    /// The ids by which a scenario names the built-in facts, in order.
    pub const BUILT_IN: [&'static str; 4] = ["me", "tried", "called", "severity"];
}
