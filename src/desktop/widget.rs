//! Small functions that return bundles, and the systems that colour them, speak them and press them.
//!
//! A widget names tokens, not colours, and sizes, not pixels: it is painted when it appears and again when the theme changes.

use accesskit::{Action, Node as SpokenNode, Role, Toggled};
use bevy::{
    a11y::{AccessibilityNode, ActionRequest},
    input_focus::{
        FocusCause, FocusGained, InputFocus,
        tab_navigation::{TabIndex, TabNavigationPlugin},
    },
    picking::PickingSystems,
    prelude::*,
    text::{LineHeight, load_font_assets_into_font_collection},
    ui::{IgnoreScroll, InteractionDisabled, Pressed, UiSystems},
    ui_widgets::{Activate, Button, ControlOrientation, ScrollArea, ScrollIntoView, Scrollbar, ScrollbarThumb},
    window::RequestRedraw,
};

use super::{
    action::UiAction,
    desk::live::Spoken,
    engine::wrapped_text::WrapsAt,
    fonts::Fonts,
    grounds::Lifted,
    session::Session,
    theme::{Lift, Size, Theme, Token},
};

pub(super) fn plugin(app: &mut App) {
    app.add_plugins(TabNavigationPlugin)
        .init_resource::<Theme>()
        .add_message::<UiAction>()
        // The window system adds it too, but there is none in tests.
        .add_message::<ActionRequest>()
        .add_systems(PreUpdate, press_in_one_frame.after(PickingSystems::Last))
        .add_observer(act_on_press)
        .add_observer(scroll_to_focus)
        .add_systems(PreUpdate, obey_screen_reader)
        .add_systems(
            PostUpdate,
            (add_scrollbars, paint_text, paint_ground, set_type, speak, ring_focus)
                // Faces change what text measures, so they are set before text is looked at.
                .before(load_font_assets_into_font_collection)
                .before(UiSystems::Prepare),
        )
        .add_systems(PostUpdate, show_scrollbars.after(UiSystems::Layout));
}

// ---- what a widget is made of --------------------------------------------------------------

/// What happens when this is pressed, by mouse, by Enter or Space, or by a screen reader.
#[derive(Component, Clone, Debug)]
pub struct Press(pub UiAction);

/// The colour of text.
#[derive(Component, Clone, Copy, Debug)]
pub struct Ink(pub Token);

/// The colour of the ground.
#[derive(Component, Clone, Copy, Debug)]
pub struct Fill(pub Token);

/// The colour of all four borders; their width is in the node.
#[derive(Component, Clone, Copy, Debug)]
pub struct Stroke(pub Token);

/// Which of the three fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Regular.
    Plain,
    /// Bold.
    Bold,
    /// Fixed width, for the console.
    Console,
}

/// The face, size and line height of text.
#[derive(Component, Clone, Copy, Debug)]
pub struct Face {
    /// Which font.
    pub cut: Cut,
    /// Which size.
    pub size: Size,
    /// Line height as a multiple of the size.
    pub leading: f32,
}

impl Face {
    /// Regular text with the usual line height.
    pub const fn plain(size: Size) -> Self {
        Self { cut: Cut::Plain, size, leading: 1.45 }
    }

    /// Bold text with the usual line height.
    pub const fn bold(size: Size) -> Self {
        Self { cut: Cut::Bold, ..Self::plain(size) }
    }

    /// Fixed-width text for the console.
    pub const fn console() -> Self {
        Self { cut: Cut::Console, ..Self::plain(Size::Body) }
    }

    /// Letters and speech: regular text with wide lines.
    pub const fn letter(size: Size) -> Self {
        Self { leading: 1.75, ..Self::plain(size) }
    }
}

// ---- text ----------------------------------------------------------------------------------

/// One line of text that never wraps.
pub fn label(text: impl Into<String>, size: Size, token: Token) -> impl Bundle {
    line(text, Face::plain(size), token)
}

/// One line of text in any face.
pub fn line(text: impl Into<String>, face: Face, token: Token) -> impl Bundle {
    let text = text.into();
    (spoken_text(&text), bare(text, face, token))
}

/// A heading, announced as one; `level` is 1 for a screen, 2 for a sheet, 3 for a part of it.
pub fn heading(text: impl Into<String>, size: Size, level: usize) -> impl Bundle {
    let text = text.into();
    let mut node = SpokenNode::new(Role::Heading);
    node.set_label(text.as_str());
    node.set_level(level);
    (AccessibilityNode(node), bare(text, Face::bold(size), Token::Ink))
}

/// Text that wraps, `max_width` logical pixels wide.
pub fn paragraph(text: impl Into<String>, face: Face, token: Token, max_width: f32) -> impl Bundle {
    let text = text.into();
    (
        spoken_text(&text),
        Node { width: px(max_width), flex_shrink: 0.0, ..default() },
        WrapsAt(max_width),
        Text::new(text),
        face,
        Ink(token),
    )
}

/// Text inside a control: the control speaks for it.
fn bare(text: impl Into<String>, face: Face, token: Token) -> impl Bundle {
    (Text::new(text), TextLayout::no_wrap(), face, Ink(token))
}

// ---- containers ----------------------------------------------------------------------------

/// Children side by side, centred on one line.
pub fn row(gap: f32) -> Node {
    Node {
        flex_direction: FlexDirection::Row,
        align_items: AlignItems::Center,
        column_gap: px(gap),
        min_width: px(0),
        // Text measures its smallest height as wrongly as its smallest width.
        min_height: px(0),
        flex_shrink: 0.0,
        ..default()
    }
}

/// Children one below another.
pub fn column(gap: f32) -> Node {
    Node { flex_direction: FlexDirection::Column, row_gap: px(gap), min_width: px(0), min_height: px(0), ..default() }
}

/// A container. Each has a node for screen readers too, or they would read its contents in no particular order.
pub fn group(node: Node) -> impl Bundle {
    (node, AccessibilityNode(SpokenNode::new(Role::GenericContainer)))
}

/// A named part of the screen, to which a screen reader can jump.
pub fn region(name: impl Into<String>, node: Node) -> impl Bundle {
    let name = name.into();
    let mut spoken = SpokenNode::new(Role::Region);
    spoken.set_label(name.as_str());
    (Name::new(name), node, AccessibilityNode(spoken))
}

/// A named sheet of paper on the desk.
pub fn sheet(name: impl Into<String>, mut node: Node) -> impl Bundle {
    node.border_radius = BorderRadius::all(px(3));
    (region(name, node), Fill(Token::Sheet), Lifted(Lift::Sheet))
}

/// A named area that scrolls up and down. Give it padding of at least 5, or it cuts off focus rings.
pub fn scroll(name: impl Into<String>, mut node: Node) -> impl Bundle {
    let name = name.into();
    let mut spoken = SpokenNode::new(Role::ScrollView);
    spoken.set_label(name.as_str());
    node.overflow = Overflow::scroll_y();
    node.min_height = px(0);
    (Name::new(name), node, ScrollArea, AccessibilityNode(spoken))
}

/// The bar beside an area that scrolls: where one is, that there is more, and something to drag.
#[derive(Component)]
struct Bar;

fn add_scrollbars(areas: Query<Entity, Added<ScrollArea>>, mut commands: Commands) {
    for area in &areas {
        let place = Node {
            position_type: PositionType::Absolute,
            right: px(2),
            top: px(3),
            bottom: px(3),
            width: px(6),
            ..default()
        };
        commands.spawn((
            Bar,
            Scrollbar::new(area, ControlOrientation::Vertical, 28.0),
            place,
            // It stays where it is while the rest moves.
            IgnoreScroll(BVec2::TRUE),
            Visibility::Hidden,
            ChildOf(area),
            children![(ScrollbarThumb { border_radius: BorderRadius::all(px(3)), ..default() }, Fill(Token::Line))],
        ));
    }
}

fn show_scrollbars(
    mut bars: Query<(&ChildOf, &mut Visibility), With<Bar>>,
    mut areas: Query<(&mut ScrollPosition, &ComputedNode)>,
    mut redraw: MessageWriter<RequestRedraw>,
) {
    for (area, mut visibility) in &mut bars {
        let Ok((mut position, node)) = areas.get_mut(area.parent()) else { continue };
        let most = ((node.content_size().y - node.size().y) * node.inverse_scale_factor()).max(0.0);
        // What was to be at its end is there, and is scrolled from there.
        if position.y > most {
            position.bypass_change_detection().y = most;
        }
        let wanted = if most > 1.0 { Visibility::Inherited } else { Visibility::Hidden };
        if *visibility != wanted {
            *visibility = wanted;
            redraw.write(RequestRedraw);
        }
    }
}

/// A ruled line across the whole width.
pub fn rule() -> impl Bundle {
    (Node { width: percent(100), height: px(1), flex_shrink: 0.0, ..default() }, Fill(Token::Rule))
}

// ---- controls ------------------------------------------------------------------------------

/// How strongly a button presents itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Bordered: one act among others.
    Plain,
    /// Filled with ink: the act this sheet exists for.
    Ink,
    /// Filled with vermilion: lifting the receiver, and nothing else.
    Seal,
    /// Bordered, on the dark desk edge.
    Bar,
}

/// What a button says and does.
#[derive(Clone, Debug)]
pub struct Act {
    text: String,
    hint: Option<String>,
    key: Option<String>,
    look: Look,
    height: f32,
    action: UiAction,
}

impl Act {
    /// A plain button 36 high.
    pub fn new(text: impl Into<String>, action: UiAction) -> Self {
        Self { text: text.into(), hint: None, key: None, look: Look::Plain, height: 36.0, action }
    }

    /// What it costs, in quieter words behind the text.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The key that does the same.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// How strongly it presents itself.
    pub fn look(mut self, look: Look) -> Self {
        self.look = look;
        self
    }

    /// Its least height in logical pixels: 44 for speaking, 52 for the receiver.
    pub fn height(mut self, height: f32) -> Self {
        self.height = height;
        self
    }
}

/// A button. Add `InteractionDisabled` for one that can be reached and read, but not pressed.
pub fn button(act: Act) -> impl Bundle {
    let (fill, stroke, on, face) = match act.look {
        Look::Plain => (Token::Clear, Token::Ink2, Token::Ink, Face::plain(Size::Body)),
        Look::Ink => (Token::Ink, Token::Ink, Token::OnInk, Face::bold(Size::Body)),
        Look::Seal => (Token::Shu, Token::Shu, Token::OnShu, Face::bold(Size::Title)),
        Look::Bar => (Token::Clear, Token::QuietOnBar, Token::OnBar, Face::plain(Size::Body)),
    };
    let spoken = match &act.hint {
        Some(hint) => format!("{} {hint}", act.text),
        None => act.text.clone(),
    };
    let (hint, key) = (act.hint, act.key);
    (
        pressable(Role::Button, spoken, act.action),
        Node {
            min_height: px(act.height),
            padding: UiRect::axes(px(14), px(4)),
            border: px(1.5).all(),
            border_radius: BorderRadius::all(px(4)),
            align_items: AlignItems::Center,
            justify_content: JustifyContent::Center,
            column_gap: px(8),
            flex_shrink: 0.0,
            ..default()
        },
        Fill(fill),
        Stroke(stroke),
        Children::spawn((
            Spawn(bare(act.text, face, on)),
            SpawnIter(hint.map(|hint| bare(hint, Face::plain(Size::Small), on)).into_iter()),
            SpawnIter(key.map(|key| cap(key, Token::Clear, on, on)).into_iter()),
        )),
    )
}

/// A box to tick, with its text wrapped within `width`; `checked` is what is shown until it is spawned anew.
pub fn checkbox_row(text: impl Into<String>, checked: bool, action: UiAction, width: f32) -> impl Bundle {
    let text = text.into();
    let mut spoken = control(Role::CheckBox, &text);
    spoken.set_toggled(Toggled::from(checked));
    let (fill, stroke, on) =
        if checked { (Token::Pen, Token::Pen, Token::Pen) } else { (Token::Clear, Token::Ink2, Token::Ink2) };
    (
        (Name::new(text.clone()), Button, Press(action), TabIndex(0), AccessibilityNode(spoken)),
        Node { min_height: px(28), ..row(10.0) },
        Children::spawn((
            Spawn((
                Node {
                    width: px(18),
                    height: px(18),
                    border: px(1.5).all(),
                    border_radius: BorderRadius::all(px(3)),
                    align_items: AlignItems::Center,
                    justify_content: JustifyContent::Center,
                    flex_shrink: 0.0,
                    ..default()
                },
                Fill(fill),
                Stroke(stroke),
                Children::spawn(SpawnIter(checked.then(tick).into_iter())),
            )),
            Spawn((
                Node { width: px(width - 28.0), flex_shrink: 0.0, ..default() },
                WrapsAt(width - 28.0),
                Text::new(text),
                Face::plain(Size::Body),
                Ink(on),
            )),
        )),
    )
}

/// Two sides of a turned rectangle: sharper at this size than the font's tick.
fn tick() -> impl Bundle {
    (
        Node {
            width: px(10),
            height: px(6),
            margin: UiRect::bottom(px(3)),
            border: UiRect { left: px(2), bottom: px(2), ..default() },
            ..default()
        },
        Stroke(Token::Sheet),
        UiTransform::from_rotation(Rot2::degrees(-45.0)),
    )
}

/// Everything a control needs besides its looks: `children!` and a `Node` are up to the caller.
pub fn pressable(role: Role, spoken: impl Into<String>, action: UiAction) -> impl Bundle {
    let spoken = spoken.into();
    let node = control(role, &spoken);
    (Name::new(spoken), Button, Press(action), TabIndex(0), AccessibilityNode(node))
}

// ---- small marks ---------------------------------------------------------------------------

/// The name of a key.
pub fn key_cap(key: impl Into<String>) -> impl Bundle {
    cap(key, Token::Inset, Token::Ink3, Token::Ink)
}

fn cap(key: impl Into<String>, fill: Token, stroke: Token, ink: Token) -> impl Bundle {
    (
        Node {
            min_width: px(22),
            min_height: px(22),
            padding: UiRect::horizontal(px(5)),
            border: px(1).all(),
            border_radius: BorderRadius::all(px(2)),
            align_items: AlignItems::Center,
            justify_content: JustifyContent::Center,
            flex_shrink: 0.0,
            ..default()
        },
        Fill(fill),
        Stroke(stroke),
        children![bare(key, Face::bold(Size::Small), ink)],
    )
}

/// A short word in a thin frame.
pub fn tag(text: impl Into<String>) -> impl Bundle {
    let text = text.into();
    (
        spoken_text(&text),
        Node {
            min_height: px(20),
            padding: UiRect::horizontal(px(6)),
            border: px(1).all(),
            border_radius: BorderRadius::all(px(2)),
            align_items: AlignItems::Center,
            flex_shrink: 0.0,
            ..default()
        },
        Stroke(Token::Ink3),
        children![bare(text, Face::plain(Size::Small), Token::Ink2)],
    )
}

/// The stamp beside a fact the customer stressed.
pub fn seal(text: impl Into<String>) -> impl Bundle {
    let text = text.into();
    (
        spoken_text(&text),
        Node {
            min_width: px(40),
            min_height: px(22),
            padding: UiRect::horizontal(px(5)),
            border: px(2).all(),
            border_radius: BorderRadius::all(px(2)),
            align_items: AlignItems::Center,
            justify_content: JustifyContent::Center,
            flex_shrink: 0.0,
            ..default()
        },
        UiTransform::from_rotation(Rot2::degrees(-4.0)),
        Stroke(Token::Shu),
        children![bare(text, Face::bold(Size::Small), Token::Shu)],
    )
}

// ---- for screen readers --------------------------------------------------------------------

fn control(role: Role, label: &str) -> SpokenNode {
    let mut node = SpokenNode::new(role);
    node.set_label(label);
    node.add_action(Action::Click);
    node.add_action(Action::Focus);
    node
}

fn spoken_text(text: &str) -> AccessibilityNode {
    let mut node = SpokenNode::new(Role::Label);
    node.set_value(text);
    AccessibilityNode(node)
}

/// Text that changes in place is spoken as it now stands.
fn speak(mut texts: Query<(&Text, &mut AccessibilityNode), (Changed<Text>, Without<Spoken>)>) {
    for (text, mut node) in &mut texts {
        if node.role() == Role::Heading {
            node.set_label(text.as_str());
        } else {
            node.set_value(text.as_str());
        }
    }
}

/// The engine hands on what a screen reader asks for, but does nothing about it.
fn obey_screen_reader(
    mut requests: MessageReader<ActionRequest>,
    controls: Query<Has<InteractionDisabled>, With<Press>>,
    focusable: Query<(), With<TabIndex>>,
    mut focus: ResMut<InputFocus>,
    mut commands: Commands,
) {
    for request in requests.read() {
        let Some(entity) = Entity::try_from_bits(request.target_node.0) else {
            continue;
        };
        match request.action {
            Action::Click if controls.get(entity) == Ok(false) => commands.trigger(Activate { entity }),
            Action::Focus if focusable.contains(entity) => focus.set(entity, FocusCause::Navigated),
            _ => {}
        }
    }
}

// ---- pressing and focus --------------------------------------------------------------------

fn act_on_press(
    activated: On<Activate>,
    presses: Query<&Press>,
    (keys, mouse): (Option<Res<ButtonInput<KeyCode>>>, Option<Res<ButtonInput<MouseButton>>>),
    session: Option<Res<Session>>,
    mut actions: MessageWriter<UiAction>,
    mut redraw: MessageWriter<RequestRedraw>,
) {
    if let Ok(Press(action)) = presses.get(activated.entity) {
        // Space hears somebody out. When the words end just before it is pressed, the choice that has taken their place
        // is not what was meant; nor is what lies there now under the second click of two.
        let by_space = keys.is_some_and(|keys| keys.just_pressed(KeyCode::Space));
        let by_mouse = mouse.is_some_and(|mouse| mouse.just_released(MouseButton::Left));
        if (by_space || by_mouse) && session.is_some_and(|session| session.has_just_been_heard_out()) {
            return;
        }
        actions.write(action.clone());
        // A change of screen takes effect an update later, and nothing else would ask for that one.
        redraw.write(RequestRedraw);
    }
}

/// A button that is pressed and let go within one frame is pressed, even when it was not there in the frame before: the
/// engine looks for what is let go among what lay under the pointer then.
fn press_in_one_frame(
    pressed: Query<(Entity, Has<InteractionDisabled>), (With<Button>, Added<Pressed>)>,
    mouse: Res<ButtonInput<MouseButton>>,
    mut commands: Commands,
) {
    if mouse.pressed(MouseButton::Left) {
        return;
    }
    for (button, disabled) in &pressed {
        commands.entity(button).remove::<Pressed>();
        if !disabled {
            commands.trigger(Activate { entity: button });
        }
    }
}

/// The entity that wears the focus ring.
#[derive(Component)]
struct Ringed;

fn ring_focus(
    focus: Res<InputFocus>,
    theme: Res<Theme>,
    ringed: Query<Entity, With<Ringed>>,
    focusable: Query<Option<&Stroke>, With<TabIndex>>,
    mut commands: Commands,
) {
    if !focus.is_changed() && !theme.is_changed() {
        return;
    }
    let focused = focus.get().filter(|&entity| focusable.contains(entity));
    for entity in &ringed {
        if Some(entity) != focused {
            commands.entity(entity).try_remove::<(Ringed, Outline)>();
        }
    }
    if let Some(entity) = focused {
        // On the dark desk edge pen cannot be told from the ground.
        let on_the_edge = matches!(focusable.get(entity), Ok(Some(Stroke(Token::QuietOnBar))));
        let ring = theme.color(if on_the_edge { Token::OnBar } else { Token::Pen });
        let ring = Outline::new(px(3), px(2), ring);
        commands.entity(entity).try_insert((Ringed, ring));
    }
}

fn scroll_to_focus(
    gained: On<FocusGained>,
    nodes: Query<(), With<Node>>,
    mut redraw: MessageWriter<RequestRedraw>,
    mut commands: Commands,
) {
    // What is pressed by the mouse is in sight, and what moves before the button is let go is not pressed at all.
    if gained.cause == FocusCause::Pressed {
        return;
    }
    // It bubbles up, and only the widget itself is to be seen.
    if gained.entity == gained.original_event_target() && nodes.contains(gained.entity) {
        commands.trigger(ScrollIntoView { entity: gained.entity });
        redraw.write(RequestRedraw);
    }
}

// ---- painting ------------------------------------------------------------------------------

fn paint_text(theme: Res<Theme>, mut texts: Query<(Ref<Ink>, &mut TextColor)>) {
    for (ink, mut color) in &mut texts {
        if theme.is_changed() || ink.is_changed() {
            color.0 = theme.color(ink.0);
        }
    }
}

fn paint_ground(
    theme: Res<Theme>,
    mut fills: Query<(Ref<Fill>, &mut BackgroundColor)>,
    mut strokes: Query<(Ref<Stroke>, &mut BorderColor)>,
) {
    for (fill, mut color) in &mut fills {
        if theme.is_changed() || fill.is_changed() {
            color.0 = theme.color(fill.0);
        }
    }
    for (stroke, mut color) in &mut strokes {
        if theme.is_changed() || stroke.is_changed() {
            color.set_all(theme.color(stroke.0));
        }
    }
}

fn set_type(theme: Res<Theme>, fonts: Res<Fonts>, mut texts: Query<(Ref<Face>, &mut TextFont, &mut LineHeight)>) {
    for (face, mut font, mut line_height) in &mut texts {
        if theme.is_changed() || face.is_changed() {
            let (handle, weight) = match face.cut {
                Cut::Plain => (Handle::default(), FontWeight::NORMAL),
                Cut::Bold => (fonts.bold.clone(), FontWeight::BOLD),
                Cut::Console => (fonts.console.clone(), FontWeight::NORMAL),
            };
            *font = TextFont::from(handle).with_font_size(theme.px(face.size)).with_font_weight(weight);
            *line_height = LineHeight::RelativeToFont(face.leading);
        }
    }
}
